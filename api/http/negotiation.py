"""Which form of an answer a client wants (内容协商): ``Accept`` with its weights, by RFC 9110, section 12.5.1.

In: the header and what can be offered, best first. Out: the offer with the highest weight, the server's order
deciding among equals; nothing where all are excluded. Hard: the most specific range decides for each offer,
whatever stands elsewhere in the header, and weight 0 excludes. A part that is no range is passed over, as if it were
not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WEIGHT = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_PART = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_FIELD = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*")+')
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Offer:
    """One form of an answer.

    Attributes:
        name: The format, as in ``?format=``.
        media_types: What it may be called, the proper name first.

    """

    name: str
    media_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The offer taken, and the name under which the client asked for it."""

    offer: Offer
    media_type: str


def ranges(header: str) -> Iterator[tuple[str, dict[str, str], float]]:
    """Give each range of an ``Accept`` or ``Accept-Language`` with its parameters and weight.

    >>> list(ranges("text/turtle;q=0.5, */*;q=0.1, text/n3;q=7"))
    [('text/turtle', {}, 0.5), ('*/*', {}, 0.1)]

    """
    for part in _PART.findall(header[:_LONGEST]):
        name, *fields = (field.strip() for field in _FIELD.findall(part) or [""])
        parameters: dict[str, str] = {}
        weight = "1"
        for field in fields:
            key, _, value = field.partition("=")
            if key.strip().lower() == "q":
                weight = value.strip()
                break  # what follows extends the weight and is nobody's parameter
            parameters[key.strip().lower()] = value.strip().strip('"').lower()
        if name and _WEIGHT.fullmatch(weight):
            yield name.lower(), parameters, float(weight)


def choose(header: str | None, offers: Sequence[Offer]) -> Choice | None:
    """Return what to answer with, ``None`` where the client takes none of the offers.

    >>> table = Offer("csv", ("text/csv",))
    >>> choose("text/*;q=0.4, application/json;q=0.3", (Offer("json", ("application/json",)), table)).offer.name
    'csv'
    >>> choose("image/png", (table,)) is None
    True

    """
    asked = list(ranges(header)) if header else []
    if not asked:
        return Choice(offers[0], offers[0].media_types[0])
    best: tuple[float, Choice] | None = None
    for offer in offers:
        for media_type in offer.media_types:
            weight = _weight(media_type, asked)
            if weight > (best[0] if best else 0.0):
                best = (weight, Choice(offer, media_type))
    return best[1] if best else None


def _weight(media_type: str, asked: Sequence[tuple[str, dict[str, str], float]]) -> float:
    """Return the weight of the most specific range that fits, 0 where none does."""
    kind = media_type.partition("/")[0]
    found: tuple[int, float] = (-1, 0.0)
    for name, parameters, weight in asked:
        rank = {"*/*": 0, f"{kind}/*": 2, media_type: 4}.get(name)
        if rank is None:
            continue
        # parameters (charset, profile) make a range more exact; what we write is fit for all that are in use
        rank += bool(parameters)
        if rank > found[0]:
            found = (rank, weight)
    return found[1]
