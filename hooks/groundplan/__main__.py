"""`python -m groundplan` is the command `groundplan`."""

from groundplan.cli import main

if __name__ == "__main__":
    main()
