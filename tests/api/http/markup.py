"""What a page is made of, as a browser would see it: for tests that ask what is there and what must not be."""

from __future__ import annotations

from html.parser import HTMLParser

# elements that have no end
_VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """Links, marked words, ids and scripts of a page; notes elements that are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.marked: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.unbalanced: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append(tag)
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "mark":
            self.marked.append("")
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        self.loads += [given[name] for name in ("src", "action") if name in given]
        self.loads += [given["href"]] if tag == "link" else []
        self.handlers += [name for name in given if name.startswith("on") or name == "style"]

    def handle_endtag(self, tag):
        if not self._open or self._open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data):
        if self._open and self._open[-1] == "mark":
            self.marked[-1] += data
