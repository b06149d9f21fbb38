"""Changes to the tree of a page, each with the element and words (or a name): made after all is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def text(element: Element, words: str) -> None:
    """Put words in the place of those at the beginning of an element."""
    element.text = words


def tail(element: Element, words: str) -> None:
    """Put words in the place of those behind an element."""
    element.tail = words


def value(element: Element, words: str) -> None:
    """Put a value in the place of that of a field."""
    element.set("value", words)


def emptied(element: Element, _: str) -> None:
    """Leave nothing of an element but its place, which is not read."""
    element.clear(keep_tail=True)
    element.tag = "template"


def renamed(element: Element, tag: str) -> None:
    """Give an element another name."""
    element.tag = tag


def put_first(element: Element, words: str) -> None:
    """Put words before all in an element; those that begin with a line break stand in a block of their own."""
    if words.startswith("\n"):
        block = element.makeelement("div", {}, None)
        block.text, block.tail, element.text = words[1:], element.text, None
        element.insert(0, block)
    else:
        element.text = words + (element.text or "")


def put_last(element: Element, words: str) -> None:
    """Put words behind all in an element, as ``put_first`` does before."""
    if words.startswith("\n"):
        block = element.makeelement("div", {}, None)
        block.text = words[1:]
        element.append(block)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words
