"""What ``kg correct`` and its taking back both say: where a figure is printed, what is read of it, and the question."""

from __future__ import annotations

import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from api.cli.words import phrase
from kg.citing import source_place
from kg.records import Target

if TYPE_CHECKING:
    import argparse

    from kg.messages import Language
    from kg.records import Source

_YES = frozenset({"y", "yes", "是", "好", "对"})


def dataset_option(arguments: argparse.Namespace) -> str:
    """Return what a further command needs to find the same dataset."""
    return "" if arguments.dataset == "dataset" else f" --dataset {arguments.dataset}"


def agreed(question: str, language: Language) -> bool:
    """Ask, but only a person who can answer."""
    if not sys.stdin.isatty() or not sys.stderr.isatty():
        return True
    sys.stderr.write(phrase(question, language))
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in _YES


def place_of(source: Source, language: Language) -> str:
    """Return where something is printed, the page behind it."""
    page = "" if source.page is None else phrase("correct-page", language, page=source.page)
    return f"{source_place(source)}{page}"


def printed_words(source: Source) -> str:
    """Return the printed words, the cells of one row apart and a wrapped cell in one."""
    words = "".join(span.text for span in source.spans[:1])
    for one, span in pairwise(source.spans):
        words += (" " if one.line == span.line and one.end < span.start else "") + span.text
    return words


def said(record: Any, field: str, words: str, language: Language) -> str:  # noqa: ANN401
    """Return a field's words, and for a value what the grammar reads in them."""
    from kg.quantities import Value, render_value

    value = getattr(record, field, None)
    if not isinstance(value, Target):
        return words
    read = Value(value.raw, value.kind, value.components, value.residue, value.deadline)
    kind = phrase(f"correct-kind-{value.kind.value}", language)
    rendered = render_value(read, language) if value.components else ""
    return f"{words}\n{phrase('correct-read-as', language, kind=kind, reading=rendered)}".rstrip("：: ")
