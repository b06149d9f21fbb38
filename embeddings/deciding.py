"""What decides that two promises have the same object (可比判定): three figures, weighed, against a least sum.

In: how near two texts are as a whole, how near what remains when the words they begin and end with alike are taken
off (企业科协新建数量 and 高校科协新建数量 leave 企业 and 高校), and how much the weightiest word of either
says that the other has nothing like. Out: parts in millionths and their sum, the margin; texts that are near at all and
have a margin of 0 or more have the same object. The weights are learned from authored texts that the model has not seen
(``embeddings.training.deciding``) and stand beside the model; a model without them is judged by the whole alone. All
weights are positive, so that no two texts become comparable by being less alike. How much is asked depends on who
asks: words of a person share less with a printed name than two names do with each other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from kg.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

Manner = Literal["spoken", "words", "name"]
"""Who asks: a question with its frame or a figure, bare words, or an indicator by its name."""
MANNERS: tuple[Manner, ...] = ("spoken", "words", "name")
FILE = "deciding.json"
"""Where the weights stand, in the folder of a model."""

_NUMBERS = ("whole", "rest", "unmatched", "least_whole")
_MILLION = 1_000_000


class Alike(NamedTuple):
    """How alike some texts are to another, each float64 of shape (n,).

    Attributes:
        whole: How near they are, 0 to 1.
        rest: How near what they do not begin and end with alike is, 0 to 1; 0.5 where one of them has nothing else.
        unmatched: Weight of the weightiest word without a like, at least 0.

    """

    whole: NDArray[np.float64]
    rest: NDArray[np.float64]
    unmatched: NDArray[np.float64]


class Parts(NamedTuple):
    """What each figure adds, int64 of shape (n,), in millionths; ``margin`` is the sum of the others."""

    whole: NDArray[np.int64]
    rest: NDArray[np.int64]
    unmatched: NDArray[np.int64]
    asked: NDArray[np.int64]
    margin: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one model.

    Attributes:
        whole: Of :attr:`Alike.whole`, above 0.
        rest: Of :attr:`Alike.rest`, at least 0.
        unmatched: Of :attr:`Alike.unmatched`, which is taken off, at least 0.
        least_whole: Texts less near than this have nothing to do with each other, above 0.
        least: By manner the least sum of two comparable texts.

    """

    whole: float
    rest: float
    unmatched: float
    least_whole: float
    least: Mapping[Manner, float]

    @property
    def whole_only(self) -> bool:
        """Whether nothing but the whole counts."""
        return not self.rest and not self.unmatched

    def parts(self, alike: Alike, manner: Manner) -> Parts:
        """Weigh; the parts add up exactly.

        >>> one = np.ones(1)
        >>> [int(part[0]) for part in PLAIN.parts(Alike(0.5 * one, 0 * one, 0 * one), "words")]
        [500000, 0, 0, -460000, 40000]

        """
        whole, rest, unmatched = (
            np.rint(_MILLION * weight * figure).astype(np.int64)
            for weight, figure in zip((self.whole, self.rest, -self.unmatched), alike, strict=True)
        )
        asked = np.full(len(whole), -round(_MILLION * self.least[manner]), np.int64)
        return Parts(whole, rest, unmatched, asked, whole + rest + unmatched + asked)

    def same_object(self, alike: Alike, manner: Manner) -> NDArray[np.bool_]:
        """Say of each text whether its object is the same."""
        found: NDArray[np.bool_] = (self.parts(alike, manner).margin >= 0) & (alike.whole >= self.least_whole)
        return found

    def least_near(self, manner: Manner) -> float:
        """Return how near texts must be as a whole, whatever else they have in common; above 0."""
        return max(self.least_whole, (self.least[manner] - self.rest - 1e-6) / self.whole)


PLAIN = Weights(1.0, 0.0, 0.0, 0.46, dict.fromkeys(MANNERS, 0.46))
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
        whole, rest, unmatched, least_whole = (float(plain[name]) for name in _NUMBERS)
        least: dict[Manner, float] = {manner: float(plain["least"][manner]) for manner in MANNERS}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(str(folder), f"{FILE}: {error}") from error
    if min(whole, least_whole) <= 0 or min(rest, unmatched) < 0:
        raise ModelError(str(folder), f"{FILE}: {whole}, {rest}, {unmatched}, {least_whole}")
    return Weights(whole, rest, unmatched, least_whole, least)
