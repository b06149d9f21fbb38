"""Marks on words that all formats with styles have: struck out (删除线) is not read, a power stays a power."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.readers.blocks import Remark

if TYPE_CHECKING:
    from collections.abc import Sequence

# characters of the font Symbol that change what a target says; others stay what the file has
SYMBOLS = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞"}
_SHOWN = 60
_CENTIMETRE = 360_000


def struck_out(words: Sequence[str]) -> tuple[Remark, ...]:
    """Return the remark on words that are struck out, none where there are none.

    >>> struck_out(["≥80%", " "])[0].params["words"], struck_out([])
    ('≥80%', ())

    """
    said = cited(words)
    return (Remark("struck-out", {"words": said}),) if said else ()


def unseen_words(words: Sequence[str]) -> tuple[Remark, ...]:
    """Return the remark on words that nobody sees: hidden, white on white, or too small."""
    said = cited(words)
    return (Remark("hidden-words", {"words": said}),) if said else ()


def pictures_told(count: int) -> tuple[Remark, ...]:
    """Return the remark on pictures that may hold words, none where there are none."""
    return (Remark("pictures-unread", {"count": str(count)}),) if count else ()


def cited(words: Sequence[str]) -> str:
    """Write words one after the other, the first sixty characters of them.

    >>> cited(["≥80%", " ", "98%"])
    '≥80%｜98%'

    """
    said = "｜".join(word.strip() for word in words if word.strip())
    return said[:_SHOWN] + (" …" if len(said) > _SHOWN else "")


def is_table_sized(width: int, height: int) -> bool:
    """Whether a picture is large enough for a table: eight by three centimetres, in the unit of drawings (EMU).

    >>> is_table_sized(5_400_000, 3_000_000), is_table_sized(1_500_000, 1_500_000)
    (True, False)

    """
    return width >= 8 * _CENTIMETRE and height >= 3 * _CENTIMETRE


def power(before: Sequence[str]) -> str:
    """Return what stands for a raised number behind words: ``10`` and a raised ``4`` are no ``104``.

    >>> power(["3.2×10"]), power(["≥60%"])
    ('^', '')

    """
    last = next((words for words in reversed(before) if words), "")
    return "^" if last[-1:].isdigit() else ""


def in_symbol(words: str) -> str:
    """Return what words in the font Symbol look like.

    >>> in_symbol("³60"), in_symbol("£")
    ('≥60', '≤')

    """
    # its characters have the first codes or private ones; others come from another font
    return "".join(
        SYMBOLS.get(ord(char) & 0xFF, char) if ord(char) < 0x100 or 0xF000 <= ord(char) <= 0xF0FF else char
        for char in words
    )
