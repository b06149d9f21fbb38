"""Formats (文件格式): bytes of a PDF, DOCX, XLSX, HTML or text file → blocks → the text layer that spans point into.

A reader of one format knows nothing of forms: it gives paragraphs and tables with spans (``blocks``), which
``composing`` writes into a text layer. All readers run in a limited process (``kg.sandbox``).
"""
