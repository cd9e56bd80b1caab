"""The commands that are more than reading files: each module holds functions that take what the shell gives."""
