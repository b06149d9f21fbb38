"""Forms as tables (表格), whatever the format and province: recognised by the words of their labels, not by layout.

``view`` looks into a grid with merged cells, ``columns`` finds the headings of indicator tables, ``rows`` reads their
rows, ``header_block`` what stands around them, ``reader`` walks a whole file, and ``projects``, ``declaration`` and
``library`` make records. A row or figure that cannot be trusted is a finding, never a record.
"""
