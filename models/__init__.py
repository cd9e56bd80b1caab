"""Trained pipelines; installed as ``resolution_parser.models``. None is shipped yet, see the README in this folder."""
