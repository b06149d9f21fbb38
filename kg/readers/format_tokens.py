"""A number format (数字格式) cut into sections and tokens: ``#,##0.00;[Red]-0`` has two sections."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*](?P<padding>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>general|G/通用格式)|(?P<half>am/pm|a/p|上午/下午)|(?P<exponent>e[+-])|(?P<digit>[0#?])"
    r"|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|a{3,4}|e)|(?P<mark>[.,%@/])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$")
_SECTION = re.compile(r'(?:"[^"]*"?|[\\!_*].|\[[^\]]*\]|[^;])*', re.DOTALL)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)


class Token(NamedTuple):
    """One token: its kind is the name of the group that matched."""

    kind: str
    text: str

    @property
    def literal(self) -> str:
        """What the token draws besides a number.

        >>> Token("quoted", "万元").literal, Token("bracket", "$¥-804").literal, Token("bracket", "Red").literal
        ('万元', '¥', '')

        """
        if self.kind == "bracket":
            # [$¥-804] is a currency and a country; colours and [DBNum1] draw nothing
            return self.text[1:].partition("-")[0] if self.text.startswith("$") else ""
        return self.text if self.kind in {"quoted", "escaped", "other", "mark"} else ""

    @property
    def is_elapsed(self) -> bool:
        """Whether it counts hours, minutes or seconds past the day, as ``[h]`` does."""
        return self.kind == "bracket" and _ELAPSED.fullmatch(self.text) is not None


class Section(NamedTuple):
    """One section, with the condition of ``[>=100]``."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None

    def has(self, *kinds: str) -> bool:
        """Say whether a token of one of the kinds is there."""
        return any(token.kind in kinds for token in self.tokens)

    @property
    def is_date(self) -> bool:
        """Whether it draws a date or a time."""
        return self.has("date", "half") or any(token.is_elapsed for token in self.tokens)

    @property
    def is_text(self) -> bool:
        """Whether it draws words at ``@``."""
        return Token("mark", "@") in self.tokens


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[Section, ...]:
    """Cut a format into its sections.

    >>> [len(section.tokens) for section in sections('0.00;"-"')]
    [4, 1]

    """
    found: list[Section] = []
    at = 0
    while at <= len(code):
        match = _SECTION.match(code, at)
        end = match.end() if match else len(code)
        found.append(_section(code[at:end]))
        at = end + 1
    return tuple(found)


def _section(code: str) -> Section:
    tokens: list[Token] = []
    condition = None
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or "other"
        text = match[kind]
        tested = _CONDITION.match(text) if kind == "bracket" else None
        if tested is not None:
            condition = tested[1], Decimal(tested[2])
        elif kind != "padding":
            tokens.append(Token(kind, text))
    return Section(tuple(tokens), condition)
