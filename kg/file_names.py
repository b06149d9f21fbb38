"""File names as text: the one spelling under which a file is cited, on every machine and in every locale."""

from __future__ import annotations

import unicodedata


def shown_name(name: str) -> str:
    r"""Return a file name as text: UTF-8, else GB18030, else with marks for what is neither; in NFC.

    >>> shown_name("bjg\udcbf\udcc6\udcd0\udcad.txt")
    'bjg科协.txt'

    """
    raw = name.encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gb18030"):
        try:
            return unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return unicodedata.normalize("NFC", raw.decode("utf-8", "replace"))
