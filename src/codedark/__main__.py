"""`python -m codedark` is `codedark`."""

from codedark.cli.main import main

if __name__ == "__main__":
    main()
