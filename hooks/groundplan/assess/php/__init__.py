"""PHP: its syntax as code, and its names across files."""
