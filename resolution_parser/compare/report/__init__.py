"""Reports of a comparison for people: a page, a workbook, a table, Markdown. Their words are in ``words/``, a file for each language."""
