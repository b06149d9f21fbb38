"""Fold the words of a cell so that one spelling is left, and remember where each character stood.

Goes in: raw text, with LaTeX, full-width characters and stray spaces.  Comes out: text without white space
in which digits, signs and brackets have one form each, and for every character its place in the raw text.
Commas are the hard part: ``1,200`` is a number, every other comma ends a clause and becomes ``，``.
Nothing else is repaired.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.folding import simplified

_ONE_TO_ONE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ONE_TO_ONE |= {
    ord(printed): ord(folded)
    for folded, spellings in {
        "，": "﹐",
        "；": ";﹔；",
        "：": ":∶：﹕",
        "（": "(﹙〔［[（【",
        "）": ")﹚〕］]）】",
        "。": "｡",
        "！": "!！",
        "？": "?？",
        "≥": "≧⩾≩",
        "≤": "≦⩽≨",
        ">": "﹥＞〉",
        "<": "﹤＜〈",
        "%": "﹪％",
        "~": "～〜∼˜",
        "-": "－–—―−﹣‐‑‒",
        "+": "＋﹢",
        '"': "“”„‟＂「」『』″",
        "/": "／∕⁄",
        "×": "✕✖╳",
        "¥": "￥",
        "=": "＝﹦═",
        "、": "､",
        "·": "•・‧",
        ".": "．",
        "§": "",
    }.items()
    for printed in spellings
}
_ONE_TO_ONE[ord("，")] = ord("，")
_LATEX = {
    "geqslant": "≥",
    "geq": "≥",
    "ge": "≥",
    "leqslant": "≤",
    "leq": "≤",
    "le": "≤",
    "gt": ">",
    "lt": "<",
    "times": "×",
    "pm": "±",
    "sim": "~",
    "approx": "≈",
    "cdot": "·",
    "%": "%",
    "_": "_",
    "&": "&",
    "text": "",
    "mathrm": "",
    "rm": "",
    "mathbf": "",
    "left": "",
    "right": "",
    "quad": "",
    "qquad": "",
    ",": "",
    ";": "",
    "!": "",
    " ": "",
    ":": "",
    "{": "",
    "}": "",
    "(": "",
    ")": "",
    "[": "",
    "]": "",
}
_UNTIDY = re.compile(r"[\s$\\\u200b-\u200f\u2060\ufeff\u00ad]")
_TOKEN = re.compile(
    r"\\(?P<latex>"
    + "|".join(
        re.escape(word) + (r"(?![a-zA-Z])" if word.isalpha() else "")
        for word in sorted(_LATEX, key=lambda word: (-len(word), word))
    )
    + r")|(?P<gap>[\s\u200b-\u200f\u2060\ufeff\u00ad]+)|(?P<any>.)",
    re.DOTALL,
)
_LIST_MARK = re.compile(r"(?:^|(?<=[；;。，,\n]))\s*[0-9０-９]{1,2}[.．、]\s+(?=[0-9０-９])")
_WIDE_THOUSANDS = re.compile(r"(?<![0-9０-９.．,，])[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])")
_COMMA = re.compile(r"(?<![0-9.])([0-9]{1,3}(?:,[0-9]{3})+)(?![0-9])|(,)")
_SHORT_COMMA = ","


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with the way back.

    Attributes:
        text: Without white space, one spelling each.
        at: For each character of ``text`` its offset in ``raw``.
        raw: As given.

    """

    text: str
    at: Sequence[int]
    raw: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the raw span of a folded span, end exclusive; ``(0, 0)`` for an empty one at the start."""
        if end <= start:
            place = self.at[start] if start < len(self.at) else len(self.raw)
            return place, place
        return self.at[start], self.at[end - 1] + 1

    def words(self, start: int, end: int) -> str:
        """Give the printed words of a folded span, without white space."""
        begin, stop = self.span(start, end)
        return "".join(self.raw[begin:stop].split())


def fold(raw: str) -> Folded:
    r"""Fold a cell's words.

    Examples:
        >>> fold("＞ 1,200 场,50％").text
        '>1,200场，50%'
        >>> fold("不少於3萬人次").text
        '不少于3万人次'
        >>> fold(r"$\geq 90\%$").text
        '≥90%'

    """
    text = _WIDE_THOUSANDS.sub(lambda found: found[0].replace("，", ","), raw) if "，" in raw else raw
    at: Sequence[int] = range(len(raw))
    if _UNTIDY.search(text):
        text, at = _tidied(text)
    text = simplified(text.translate(_ONE_TO_ONE))
    if _SHORT_COMMA in text:
        text = _COMMA.sub(lambda found: found[1] or "，", text)
    return Folded(text, at, raw)


def _tidied(raw: str) -> tuple[str, list[int]]:
    """Drop white space and LaTeX, keep a list mark that a space parts from its number."""
    marks = {found.end() - 1 for found in _LIST_MARK.finditer(raw)}
    dollars = raw.count("$") >= 2
    braces = dollars or "\\" in raw
    characters: list[str] = []
    at: list[int] = []
    for token in _TOKEN.finditer(raw):
        place = token.start()
        if token["latex"] is not None:
            character = _LATEX[token["latex"]]
        elif token["gap"] is not None:
            # The list mark "2. 5场" would become "2.5场": its end is kept as a clause mark.
            character = "、" if token.end() - 1 in marks else ""
        else:
            character = token["any"]
            if (character == "$" and dollars) or (character in "{}" and braces):
                character = ""
        if character:
            characters.append(character)
            at.append(place)
    return "".join(characters), at
