"""Forms as tables (表格), whatever the format and province: recognised by the words of their labels, not by layout.

``view`` looks into a grid with merged cells; ``words`` says what labels are, ``columns`` finds the headings of
indicator tables, ``rows`` reads below them, ``header`` what stands around them, ``naming`` whose form it is;
``layouts`` and ``texts`` bring other shapes into this one; ``reader`` walks a whole file into ``found``, of which
``records`` are made. A row or figure that cannot be trusted is a finding, never a record.
"""
