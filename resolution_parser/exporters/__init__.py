"""Exporters write resolutions in other forms, a file for each form; JSON itself is :mod:`resolution_parser.jsonio`."""
