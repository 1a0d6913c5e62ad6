"""PowerShell and cmd."""
