"""Declarations of style sheets and of ``style`` attributes, read to plain values; files inside them are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.readers.css_properties import values_of
from kg.readers.css_values import Values

if TYPE_CHECKING:
    from collections.abc import Iterable

_FILE = re.compile(r"""url\(\s*(?:"data:[^"]*"|'data:[^']*'|data:[^)"'\s(]*)\s*\)""", re.IGNORECASE)


def declarations(nodes: Iterable[Any]) -> tuple[Values, Values]:
    """Return the values of a block, those that are important apart."""
    normal: Values = {}
    important: Values = {}
    for node in nodes:
        if node.type == "declaration":
            kept = important if node.important else normal
            for name, value in values_of(node.lower_name, [one for one in node.value if one.type != "comment"]):
                kept.pop(name, None)
                kept[name] = value
    return normal, important


def inline(style: str) -> tuple[Values, Values]:
    """Return the values of a ``style`` attribute.

    >>> inline("color: #FFF; Display : none")[0]
    {'color': (1.0, 1.0, 1.0, 1.0), 'display': 'none'}

    """
    import tinycss2

    return declarations(tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True))


def without_files(text: str) -> str:
    """Leave out files that stand in a style sheet (``data:``), letters or pictures of megabytes.

    >>> without_files("background: url(data:image/png;base64,iVBORw0KGgo=) red")
    'background: url() red'

    """
    return _FILE.sub("url()", text) if "data:" in text else text
