"""What programs do to files, and which of them start others."""
