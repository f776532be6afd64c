"""python -m boilerstrip: the command line."""

from boilerstrip.cli import main

if __name__ == "__main__":
    main()
