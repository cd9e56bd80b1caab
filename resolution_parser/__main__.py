"""``python -m resolution_parser`` is the command ``resolution-parser``."""

from resolution_parser.cli import main

if __name__ == "__main__":
    main()
