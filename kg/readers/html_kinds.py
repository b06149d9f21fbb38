"""Kinds of elements of a page, by name."""

from __future__ import annotations

PROGRAMS = frozenset({"", "head", "link", "meta", "param", "rp", "rt", "script", "style", "title"})
"""Words for programs, or small ones beside others; comments and the like have no name."""
LEFT_OUT = PROGRAMS | {"template"}
"""What is not read once a page looks as a person sees it."""
OTHER_SHOWS = frozenset({
    "audio", "canvas", "datalist", "iframe", "meter", "noembed", "noframes", "noscript", "object", "progress",
    "template", "video",
})  # fmt: skip
"""Words that are shown only where something else cannot be."""
PICTURES = frozenset({"canvas", "embed", "img", "object", "svg"})
INLINE = frozenset({
    "a", "abbr", "b", "bdi", "big", "cite", "code", "data", "em", "font", "i", "ins", "kbd", "label", "mark", "nobr",
    "output", "q", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var",
})  # fmt: skip
"""They part no lines unless a style says so."""
NO_WORDS = frozenset({"area", "br", "embed", "hr", "img", "input", "select", "textarea", "wbr"})
"""Styles add no words to these."""
CELLS = frozenset({"td", "th"})
COLUMNS = frozenset({"col", "colgroup"})
TABLE_PARTS = COLUMNS | {"table", "tbody", "tfoot", "thead", "tr"}
FIELDS = frozenset({"button", "input", "select", "textarea"})
LINES_KEPT = frozenset({"listing", "pre", "textarea", "xmp"})
STRUCK = frozenset({"del", "s", "strike"})
WHOLE = frozenset({"body", "html"})
"""A page that hides itself shows itself again by a program."""
BLOCKS = frozenset({"block", "flex", "grid", "list-item", "flow-root", "table"})
"""Values of ``display`` that part lines."""
