"""Headers and footers of a DOCX file (页眉、页脚): which stands above the first page, and which around others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.readers.docx_styles import attribute, is_on, tag_of, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element as Element


def page_heads(body: Element, parts: Mapping[str, Sequence[str]]) -> tuple[list[str], list[str]]:
    """Return the lines above the first page, and those below it and around all others.

    Args:
        body: ``w:body``.
        parts: The lines of each header and footer by the id of its relationship.

    """
    if not parts:
        return [], []
    # a section stands at the end of its pages; inside of it may stand the one before a revision
    first = next(body.iter("{*}sectPr"), None)
    shown = _shown(first) if first is not None else None
    used = dict.fromkeys(
        attribute(reference, "id") or "" for reference in body.iter("{*}headerReference", "{*}footerReference")
    )
    others = [line for part in used if part != shown for line in parts.get(part, ())]
    return list(parts.get(shown or "", ())), others


def _shown(section: Element) -> str | None:
    """Return the id of the header above the first page of a section."""
    kind = "first" if is_on(value_of(section, "titlePg")) else "default"
    for child in section:
        if tag_of(child) == "headerReference" and (attribute(child, "type") or "default") == kind:
            return attribute(child, "id")
    return None
