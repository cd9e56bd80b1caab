"""The stages between a document and its records. Each is a pure function; ``parser.py`` strings them together."""
