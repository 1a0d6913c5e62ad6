"""`python -m groundplan` is the command `groundplan`."""

from groundplan.cli.main import main

if __name__ == "__main__":
    main()
