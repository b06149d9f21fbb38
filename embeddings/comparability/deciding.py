"""What decides that two promises have the same object (可比判定): four figures, weighed, against a least sum.

In: how near two texts are as a whole, how near what remains when the words they begin and end with alike are taken
off (企业科协新建数量 and 高校科协新建数量 leave 企业 and 高校), how much the weightiest word says that the other
text has nothing like, and how much they lie near the same known indicators (``embeddings.comparability.landmarks``).
Out: parts in millionths and their sum, the margin; texts that are near at all and have a margin of 0 or more have the
same object. The weights are learned from authored texts that the model has not seen (``embeddings.training.deciding``)
and stand beside the model; a model without them is judged by the whole alone. All weights are positive, so that no two
texts become comparable by being less alike.

Who asks decides twice. Two names are built alike, and their words tell them apart, from either side. A person's words
are short; what a name says besides them narrows it (培训场次, 科学老师培训场次) and is no contradiction, and the known
indicators tell what is meant. They also share less with a printed name than two names do with each other, so less is
asked of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from embeddings.channels.ranking import MILLION
from kg.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from embeddings.query.questions import Manner

MANNERS: tuple[Manner, ...] = ("spoken", "words", "name")
"""Those that something can be the same as."""
FILE = "deciding.json"
"""Where the weights stand, in the folder of a model."""

_SIDES = ("questions", "names")
FIGURES: Final = ("whole", "rest", "unmatched", "landmarks")
"""Those that are weighed, in the order in which :class:`Alike`, :class:`Parts` and :class:`Side` have them."""
SIGNS: Final = {"whole": 1, "rest": 1, "unmatched": -1, "landmarks": 1}
"""Whether a figure adds to the sum or is taken off."""


class Alike(NamedTuple):
    """How alike some texts are to another, each float64 of shape (n,).

    Attributes:
        whole: How near they are, 0 to 1.
        rest: How near what they do not begin and end with alike is, 0 to 1; 0.5 where one of them has nothing else.
        unmatched: Weight of the weightiest word without a like, at least 0: of either text between names, of the
            words that ask otherwise (see :func:`both_sides`).
        landmarks: How much they lie near the same known indicators, 0 to 1.

    """

    whole: NDArray[np.float64]
    rest: NDArray[np.float64]
    unmatched: NDArray[np.float64]
    landmarks: NDArray[np.float64]


class Parts(NamedTuple):
    """What each figure adds, int64 of shape (n,), in millionths; ``margin`` is the sum of the others."""

    whole: NDArray[np.int64]
    rest: NDArray[np.int64]
    unmatched: NDArray[np.int64]
    landmarks: NDArray[np.int64]
    asked: NDArray[np.int64]
    margin: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Side:
    """What each figure of :class:`Alike` weighs; ``whole`` above 0, the others at least 0, ``unmatched`` taken off."""

    whole: float
    rest: float
    unmatched: float
    landmarks: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one model.

    Attributes:
        questions: Where a person asks.
        names: Between two names.
        least_whole: Texts less near than this have nothing to do with each other, above 0.
        least: By manner the least sum of two comparable texts.

    """

    questions: Side
    names: Side
    least_whole: float
    least: Mapping[Manner, float]

    @property
    def whole_only(self) -> bool:
        """Whether nothing but the whole counts."""
        return not any(side.rest or side.unmatched or side.landmarks for side in (self.questions, self.names))

    @property
    def by_landmarks(self) -> bool:
        """Whether landmarks count."""
        return any(side.landmarks for side in (self.questions, self.names))

    def parts(self, alike: Alike, manner: Manner) -> Parts:
        """Weigh; the parts add up exactly.

        >>> one = np.ones(1)
        >>> [int(part[0]) for part in PLAIN.parts(Alike(0.5 * one, 0 * one, 0 * one, 0 * one), "words")]
        [500000, 0, 0, 0, -460000, 40000]

        """
        side = self.side(manner)
        weights = (SIGNS[figure] * getattr(side, figure) for figure in FIGURES)
        parts = [
            np.rint(MILLION * weight * figure).astype(np.int64) for weight, figure in zip(weights, alike, strict=True)
        ]
        asked = np.full(len(alike.whole), -round(MILLION * self._least(manner)), np.int64)
        margin: NDArray[np.int64] = np.sum([*parts, asked], axis=0)
        whole, rest, unmatched, landmarks = parts
        return Parts(whole, rest, unmatched, landmarks, asked, margin)

    def same_object(self, alike: Alike, manner: Manner) -> NDArray[np.bool_]:
        """Say of each text whether its object is the same."""
        found: NDArray[np.bool_] = (self.parts(alike, manner).margin >= 0) & (alike.whole >= self.least_whole)
        return found

    def least_near(self, manner: Manner) -> float:
        """Return how near texts must be as a whole, whatever else they have in common; above 0, above 1 for none."""
        side = self.side(manner)
        return max(self.least_whole, (self._least(manner) - side.rest - side.landmarks - 1e-6) / side.whole)

    def open_by(self, manner: Manner, off: float) -> float:
        """Return by how many millionths the margin may be off where the whole is off by ``off``."""
        return MILLION * self.side(manner).whole * off

    def side(self, manner: Manner) -> Side:
        """Return what each figure weighs for who asks."""
        return self.names if both_sides(manner) else self.questions

    def _least(self, manner: Manner) -> float:
        """Return the least sum; for words without an object one that no text reaches."""
        if manner == "nothing":
            return self.questions.whole + self.questions.rest + self.questions.landmarks + 1.0
        return self.least[manner]


def both_sides(manner: Manner) -> bool:
    """Whether words of both texts must have a like, and not only those that ask."""
    return manner == "name"


_WHOLE = Side(1.0, 0.0, 0.0, 0.0)
PLAIN = Weights(_WHOLE, _WHOLE, 0.46, dict.fromkeys(MANNERS, 0.46))
"""For models that nothing was learned for."""


def read_weights(folder: Path | None) -> Weights:
    """Return the weights that stand in the folder of a model, :data:`PLAIN` where none do.

    Raises:
        ModelError: The file is none of ours.

    """
    if folder is None or not (folder / FILE).is_file():
        return PLAIN
    try:
        plain = json.loads((folder / FILE).read_text(encoding="utf-8"))
        questions, names = (Side(*(float(plain[side][figure]) for figure in FIGURES)) for side in _SIDES)
        least_whole = float(plain["least_whole"])
        least: dict[Manner, float] = {manner: float(plain["least"][manner]) for manner in MANNERS}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(str(folder), f"{FILE}: {error}") from error
    if least_whole <= 0 or any(
        side.whole <= 0 or min(side.rest, side.unmatched, side.landmarks) < 0 for side in (questions, names)
    ):
        raise ModelError(str(folder), f"{FILE}: {questions}, {names}, {least_whole}")
    return Weights(questions, names, least_whole, least)
