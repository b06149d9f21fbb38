r"""Split SPARQL 1.1 text into tokens; every decision about a query is made on them, never on the raw text.

In goes a query, out come its tokens with value, offsets, line and column; between them are white space and
comments. It is harder than it looks for three reasons: ``\u0053`` may stand for any character anywhere
(section 19.2) and is decoded first; ``<`` opens an IRI or compares two operands; and the engine itself has
no word boundaries (``SERVICESILENT<x>`` runs there), so an unknown word is an error here. Grammar is left to
the engine: this module does not know what may follow what.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kg.errors import QuerySyntaxError
from kg.sparql.words import NAME_RANGES, WORDS


class Kind(StrEnum):
    """What a token is."""

    IRI = "iri"
    PREFIXED = "prefixed"
    BLANK = "blank"
    VARIABLE = "variable"
    STRING = "string"
    LANGUAGE = "language"
    NUMBER = "number"
    WORD = "word"
    MARK = "mark"
    WRITTEN = "written"
    """SPARQL that a later stage has put together by ``guard.written``; no query has such a token."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a query.

    Attributes:
        kind: What it is.
        value: What it means: an IRI without brackets, ``prefix:local`` without escapes, a variable without
            ``?``, a string's content, a word in capitals (``a`` stays), anything else as it stands.
        start: Offset of its first character in the text, in code points.
        end: Offset after its last character.
        line: From 1.
        column: From 1, in code points.

    """

    kind: Kind
    value: str
    start: int
    end: int
    line: int
    column: int

    def is_word(self, *words: str) -> bool:
        """Tell whether this is one of these keywords, however it was written."""
        return self.kind is Kind.WORD and self.value in words

    def is_name(self) -> bool:
        """Tell whether this is an IRI, written out or with a prefix."""
        return self.kind in (Kind.IRI, Kind.PREFIXED)

    def is_mark(self, *marks: str) -> bool:
        """Tell whether this is one of these punctuation marks."""
        return self.kind is Kind.MARK and self.value in marks


_ESCAPE: Final = r"""\\[tbnrf"'\\]"""
_LETTER: Final = r"[^\x00-@\[-`{-\x7f]"
_NAME: Final = r"[^\x00-/:-@\[-^`{-\x7f]"
"""Letters, digits, low line and whatever is not ASCII: what of that is no name is told apart afterwards, since
the exact classes (``NAME_RANGES``) take 90 ms to compile."""
_PART: Final = _NAME.replace("-/", "-,/")
"""The same and the hyphen."""
_LOCAL_ESCAPE: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_GAP: Final = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)+")
_PATTERNS: Final = {
    Kind.IRI: r'<[^<>"{}|^`\\\x00-\x20]*>',
    Kind.VARIABLE: rf"[?$]{_NAME}+",
    Kind.BLANK: rf"_:{_NAME}(?:(?:{_PART}|\.)*{_PART})?",
    Kind.PREFIXED: (
        rf"(?:{_LETTER}(?:(?:{_PART}|\.)*{_PART})?)?:"
        rf"(?:(?:{_NAME}|:|{_LOCAL_ESCAPE})(?:(?:{_PART}|[.:]|{_LOCAL_ESCAPE})*(?:{_PART}|:|{_LOCAL_ESCAPE}))?)?"
    ),
    Kind.LANGUAGE: r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
    Kind.STRING: (
        rf'"""(?:"{{0,2}}(?:[^"\\]|{_ESCAPE}))*"""'
        rf"|'''(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*'''"
        rf'|"(?!"")(?:[^"\\\r\n]|{_ESCAPE})*"'
        rf"|'(?!'')(?:[^'\\\r\n]|{_ESCAPE})*'"
    ),
    Kind.NUMBER: r"[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)",
    Kind.WORD: r"[A-Za-z][A-Za-z0-9_]*",
    Kind.MARK: r"\^\^|&&|\|\||!=|<=|>=|[{}()\[\]<>=!+\-*/^|,;.?]",
}
_TOKEN: Final = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS.items()))
_CODEPOINT: Final = re.compile(r"\\\\|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_OPERANDS: Final = frozenset(
    {Kind.IRI, Kind.PREFIXED, Kind.BLANK, Kind.VARIABLE, Kind.STRING, Kind.LANGUAGE, Kind.NUMBER}
)
_NAMES: Final = frozenset({Kind.VARIABLE, Kind.BLANK, Kind.PREFIXED})
_AFTER_LESS_THAN: Final = frozenset("?$(+-!=.0123456789")
"""What an operand may begin with and no IRI in use does: ``FILTER(?a<?b&&?c>?d)`` compares."""
_STRING_ESCAPES: Final = {
    "t": "\t",
    "b": "\b",
    "n": "\n",
    "r": "\r",
    "f": "\f",
    '"': '"',
    "'": "'",
    "\\": "\\",
}
_BRACKETS: Final = {"(": ")", "[": "]", "{": "}"}
_SURROGATES: Final = range(0xD800, 0xE000)
MAX_DEPTH: Final = 200
"""Brackets may nest this deep; far deeper ones would overrun the engine's stack."""


class Positions:
    r"""Lines and columns of offsets in one text.

    >>> Positions("a\r\n中文").at(4)
    (2, 2)

    """

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column (both from 1) of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def tokenise(text: str) -> tuple[Token, ...]:
    r"""Split a query into its tokens.

    Raises:
        QuerySyntaxError: Where a character, string or word is no SPARQL, or brackets nest too deep.

    Examples:
        >>> [token.value for token in tokenise("select ?n { ?i kg:name ?n } # SERVICE")]
        ['SELECT', 'n', '{', 'i', 'kg:name', 'n', '}']
        >>> tokenise(r"\u0041SK {}")[0].value
        'ASK'

    """
    positions = Positions(text)
    decoded, offsets = _decode(text, positions)
    tokens: list[Token] = []
    open_brackets: list[str] = []
    at = 1 if decoded.startswith("\ufeff") else 0
    while True:
        gap = _GAP.match(decoded, at)
        at = gap.end() if gap else at
        if at == len(decoded):
            return tuple(tokens)
        match = _TOKEN.match(decoded, at)
        start = at if offsets is None else offsets[at]
        line, column = positions.at(start)
        if match is None:
            raise QuerySyntaxError(line, column, _why_no_token(decoded, at))
        kind, raw = Kind(str(match.lastgroup)), match.group()
        if kind in _NAMES and not raw.isascii():
            stray = _first_no_name(raw)
            if stray is not None:
                found = positions.at(at + stray if offsets is None else offsets[at + stray])
                raise QuerySyntaxError(*found, _why_no_token(decoded, at + stray))
        if kind is Kind.IRI and _compares(tokens, open_brackets, decoded[at + 1]):
            kind, raw = Kind.MARK, "<=" if decoded[at + 1] == "=" else "<"
        value = _value(kind, raw)
        if kind is Kind.WORD and raw.upper() not in WORDS and raw != "a":
            raise QuerySyntaxError(line, column, _unknown_word(raw))
        if kind is Kind.MARK:
            _track(open_brackets, value)
            if len(open_brackets) > MAX_DEPTH:
                raise QuerySyntaxError(line, column, f"brackets nest deeper than {MAX_DEPTH}")
        at += len(raw)
        end = at if offsets is None else offsets[at]
        tokens.append(Token(kind, value, start, end, line, column))


def _decode(text: str, positions: Positions) -> tuple[str, list[int] | None]:
    r"""Replace code point escapes; also the offset in ``text`` of each character, None if nothing changed.

    A pair of backslashes is left alone: ``"[\\u4e00-\\u9fa5]"`` is a pattern, not an escape.
    """
    for offset, character in enumerate(text):
        if ord(character) in _SURROGATES:
            raise QuerySyntaxError(*positions.at(offset), f"U+{ord(character):04X} is half a character")
    if "\\u" not in text and "\\U" not in text:
        return text, None
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in _CODEPOINT.finditer(text):
        digits = match.group(1) or match.group(2)
        if digits is None:
            continue
        code = int(digits, 16)
        if code in _SURROGATES or code > 0x10FFFF:
            raise QuerySyntaxError(*positions.at(match.start()), f"{match.group()} is no character")
        pieces += [text[at : match.start()], chr(code)]
        offsets += [*range(at, match.start()), match.start()]
        at = match.end()
    pieces.append(text[at:])
    offsets += range(at, len(text) + 1)
    return "".join(pieces), offsets


def _first_no_name(name: str) -> int | None:
    """Return where a character stands that no name may hold, such as a full-width blank."""
    for position, character in enumerate(name):
        if character > "\x7f" and not bisect_right(NAME_RANGES, ord(character)) % 2:
            return position
    return None


def _compares(tokens: list[Token], open_brackets: list[str], following: str) -> bool:
    """Tell whether ``<`` is less-than though an IRI could stand here: in parentheses, after an operand."""
    if not tokens or not open_brackets or open_brackets[-1] != "(" or following not in _AFTER_LESS_THAN:
        return False
    last = tokens[-1]
    return last.kind in _OPERANDS or last.is_mark(")") or last.is_word("true", "false")


def _track(open_brackets: list[str], mark: str) -> None:
    if mark in _BRACKETS:
        open_brackets.append(mark)
    elif open_brackets and mark == _BRACKETS[open_brackets[-1]]:
        open_brackets.pop()


def _value(kind: Kind, raw: str) -> str:
    if kind is Kind.IRI:
        return raw[1:-1]
    if kind in (Kind.VARIABLE, Kind.LANGUAGE):
        return raw[1:]
    if kind is Kind.PREFIXED:
        return re.sub(r"\\(.)", r"\1", raw)
    if kind is Kind.STRING:
        quotes = 3 if raw[:3] in ('"""', "'''") else 1
        return re.sub(r"\\(.)", lambda match: _STRING_ESCAPES[match.group(1)], raw[quotes:-quotes])
    if kind is Kind.WORD:
        upper = raw.upper()
        return raw.lower() if raw == "a" or upper in ("TRUE", "FALSE") else upper
    return raw


def _unknown_word(word: str) -> str:
    import difflib

    near = difflib.get_close_matches(word.upper(), sorted(WORDS), n=1)
    return f"unknown word '{word}'" + (f", perhaps {near[0]}" if near else "")


_STRAIGHT: Final = dict.fromkeys("“”„‟「」", '"') | dict.fromkeys("‘’‚‛", "'")


def _why_no_token(text: str, at: int) -> str:
    character = text[at]
    if character in "\"'":
        return "this string is not closed, or holds an unknown escape"
    if character == "\\":
        return "a backslash stands only in strings and names"
    plain = _STRAIGHT.get(character) or unicodedata.normalize("NFKC", character)
    hint = f", write '{plain}'" if plain != character and plain.isascii() else ""
    return f"unexpected character '{character}' (U+{ord(character):04X}){hint}"
