"""The style sheets of a page: those inside it, taken, and whether it asks for others, of which nothing is known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.readers.html_source import tag_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element as Element

    from kg.readers.counting import Counting
    from kg.readers.css_sheets import Sheets

# declarations that browsers take for none
_OLD_PAGE = re.compile(r"-//(?:IETF|W3C)//DTD HTML (?:2|3|4\.0 (?:Transitional|Frameset))", re.I)


def declares_no_standard(root: Element) -> bool:
    """Say whether browsers show a page as old ones did (quirks mode)."""
    # libxml2 gives a page without a declaration the last of these
    declared = root.getroottree().docinfo
    return not declared.doctype or bool(_OLD_PAGE.match(declared.public_id or ""))


def sheets_of(
    root: Element, counting: Counting, tick: Callable[[], None], *, quirks: bool
) -> tuple[Sheets | None, bool]:
    """Take the sheets of a page; ``style`` inside ``noscript`` or ``template`` does not count.

    Returns:
        The sheets, None where no rule of them matters, and whether the page asks for sheets elsewhere.

    """
    found: Sheets | None = None
    elsewhere = False
    for element in root.iter("style", "link"):
        if next(element.iterancestors("noscript", "template"), None) is not None:
            continue
        if tag_of(element) == "link":
            kinds = element.get("rel", "").lower().split()
            media = element.get("media", "").strip().lower()
            if "stylesheet" in kinds and "alternate" not in kinds and media != "print":
                elsewhere = True
        elif (element.get("type") or "text/css").strip().lower() == "text/css" and element.text:
            if found is None:
                from kg.readers.css_sheets import Sheets

                found = Sheets(counting, _names(root), quirks=quirks)
            found.add(element.text, element.get("media", ""))
            tick()
    if found is not None and found.imports:
        elsewhere = True
    return found or None, elsewhere


def _names(root: Element) -> Iterator[str]:
    """Give the classes and ids of a page."""
    for element in root.iter():
        if found := element.get("class"):
            yield from found.split()
        if found := element.get("id"):
            yield found
