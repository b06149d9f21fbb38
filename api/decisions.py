"""Why a hit is comparable (可比) or only related (相关), in words: a sentence, and the parts that add up to its margin.

In: ``why.comparable`` of a HIT, and the measures that the query accepts. Out: what the terminal prints and a page sets.
What fails stands first. Figures have three places and still add up: what rounding leaves over goes to the first. The
phrases stand in ``decisions.json`` beside this module, for both doors say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from api.phrases import Phrases
from embeddings.analysis.pieces import PIECES
from kg.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kg.messages import Language

_said: Final = Phrases("decisions.json").say
_PARTS: Final = ("whole", "rest", "unmatched", "landmarks", "asked")
_ALWAYS: Final = ("whole", "asked")
"""Parts that are shown where they are nothing, too; of the others, which ones weigh depends on model and who asks."""
_PLUS, _MINUS = "＋", "－"
_PLACES: Final = 3
_MILLIONTHS: Final = 6


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the margin, or the margin itself: what it is, and how much with its sign."""

    label: str
    value: Decimal

    @property
    def figure(self) -> str:
        """The value with its sign, as a table shows it."""
        return f"{'−' if self.value < 0 else '+'}{abs(self.value)}"


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a hit is comparable or not.

    Attributes:
        sentence: For a person, without a stop at its end.
        parts: Of the margin, in the order in which they are added up.
        margin: Their sum.

    """

    sentence: str
    parts: tuple[Part, ...]
    margin: Part

    @property
    def sum(self) -> str:
        """The parts and what they add up to, on one line."""
        terms = " ".join(f"{_MINUS if part.value < 0 else _PLUS} {part.label} {abs(part.value)}" for part in self.parts)
        value = f"{_MINUS if self.margin.value < 0 else ''}{abs(self.margin.value)}"
        return f"{terms.removeprefix(_PLUS).strip()} ＝ {self.margin.label} {value}"


def decision(why: Mapping[str, Any], asked: Collection[str] | None, language: Language) -> Decision:
    """Say why a hit is comparable or not.

    Args:
        why: ``why.comparable`` of a HIT.
        asked: The measures that the query accepts (``understood.measures`` of SEARCH), ``None`` for any.
        language: Of the words.

    >>> why = {"measure": "other", "object": "same", "whole": 2.0, "rest": 3.0, "unmatched": -0.5, "landmarks": 0.0,
    ...        "asked": -2.0, "margin": 2.5, "manner": "words", "measures": ["event_count"], "pieces": [],
    ...        "asked_pieces": [], "word": "中学"}
    >>> said = decision(why, ["person_times"], "zh")
    >>> said.sentence
    '相关：计量方式不同，要找的是“人次”，这条是“场次”；事项相同，合计高出门槛 2.500'
    >>> said.sum
    '整体相近 2.000 ＋ 去掉首尾相同的词后相近 3.000 － 最对不上的词“中学” 0.500 － 门槛（只给词语） 2.000 ＝ 合计 2.500'

    """
    parts, margin = _parts(why, language)
    measure_fits, object_fits = why["measure"] in ("same", "any"), why["object"] == "same"
    clauses = [_measure_said(why, asked, language), _object_said(why, margin.value, language)]
    if measure_fits and not object_fits:
        clauses.reverse()
    verdict = _said("comparable" if measure_fits and object_fits else "related", language)
    sentence = verdict + _said("colon", language) + _said("semicolon", language).join(clauses)
    return Decision(sentence, parts, margin)


def _parts(why: Mapping[str, Any], language: Language) -> tuple[tuple[Part, ...], Part]:
    exact = {name: Decimal(str(round(why[name], _MILLIONTHS))) for name in (*_PARTS, "margin")}
    # a margin that three places would show as nothing is shown whole
    places = _PLACES if not exact["margin"] or round(exact["margin"], _PLACES) else _MILLIONTHS
    shown = {name: round(value, places) + 0 for name, value in exact.items()}
    shown["whole"] = shown["margin"] - sum(shown[name] for name in _PARTS[1:])
    labels = {
        "unmatched": _said("unmatched-word", language, word=why["word"]) if why["word"] else None,
        "asked": _said(f"asked-{why['manner']}", language),
    }
    told = [name for name in _PARTS if name in _ALWAYS or exact[name]]
    parts = tuple(Part(labels.get(name) or _said(name, language), shown[name]) for name in told)
    return parts, Part(_said("margin", language), shown["margin"])


def _measure_said(why: Mapping[str, Any], asked: Collection[str] | None, language: Language) -> str:
    state, own, wanted = why["measure"], set(why["measures"]), set(asked or ())
    if state == "same":
        return _said("measure-same", language, measures=_labels(own & wanted, language))
    key = f"measure-{state}"
    if state == "other" and own & wanted:  # both count items, but of things that no counter counts alike
        key, own, wanted = "measure-piece", set(why["pieces"]), set(why["asked_pieces"])
    words = {name: _labels(these, language, quoted=True) for name, these in (("measures", own), ("asked", wanted))}
    return _said(key, language, **words)


def _object_said(why: Mapping[str, Any], margin: Decimal, language: Language) -> str:
    if why["object"] == "same":
        return _said("object-same" if margin else "object-just", language, by=margin)
    if why["manner"] == "nothing":
        return _said("object-unsaid", language)
    if why["margin"] >= 0:  # the sum would do; the texts have nothing to do with each other
        return _said("object-far", language)
    return _said("object-other-word" if why["word"] else "object-other", language, by=-margin, word=why["word"])


def _labels(names: Collection[str], language: Language, *, quoted: bool = False) -> str:
    """Return the words of measures, or of what is counted by the piece, as a person lists what may be either."""
    known = [(one.name, one.zh, one.en) for one in MEASURES] + [(one.name, one.zh, one.en) for one in PIECES]
    words = [zh if language == "zh" else en for name, zh, en in known if name in names]
    return _said("or", language).join(f"“{word}”" if quoted else word for word in words)
