"""What everything else rests on: values, errors, input and output, git. Imports nothing else of the package."""
