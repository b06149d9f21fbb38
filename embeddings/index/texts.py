"""What of an indicator (绩效指标) is searched: its name most, then the words of its target, its project, its task.

In: an indicator record. Out: a ``SearchText``, the weighted fields of the lexical channel, and one vector for the
dense channel. Figures and units are left out of the target's words: the same promise with another number must be the
same text, and filters ask for figures exactly. Department names are the same words in thousands of rows, so they are
matched as names (``embeddings.index.organisations``) and not as text. Equal texts are one entry of the index and score
equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from embeddings.channels.postings import Field
from kg.folding import simplified
from kg.quantities.value import Kind
from kg.tasks import is_repeated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from embeddings.channels.encoder import Encoder
    from kg.records import Indicator, Target, Task


class SearchText(NamedTuple):
    """The searched words of one indicator, without white space.

    Attributes:
        name: Its name.
        target: The words of its target besides numbers and units; ``""`` for a bare figure.
        project: The name of its project; ``""`` for an indicator of the whole department.
        task: Name and content of the task (重点工作任务) that its name repeats; ``""`` where none or several do.

    """

    name: str
    target: str = ""
    project: str = ""
    task: str = ""


FIELDS = (Field("name", 1.0, 0.5), Field("target", 0.3, 0.75), Field("project", 0.1, 0.75), Field("task", 0.1, 0.75))
"""The fields of :class:`SearchText` in the lexical channel (weights: docs/quality.md)."""
NAME_SHARE = 0.7
"""How much of the dense vector is the name alone; the rest is the name followed by the target's words."""

_NO_WORDS = (Kind.MISSING, Kind.UNREADABLE)


def shown_target(indicator: Indicator) -> Target | None:
    """Return the target that is searched, filtered and shown: the annual one, else the whole-period one."""
    return indicator.annual_target if indicator.annual_target is not None else indicator.period_target


def search_text(indicator: Indicator, tasks: Sequence[Task] = ()) -> SearchText:
    """Return what of an indicator is searched; ``tasks`` are those of its document."""
    project = indicator.project.name if indicator.project is not None else ""
    task = task_of(indicator, tasks)
    return SearchText(
        squeezed(indicator.name),
        target_words(shown_target(indicator)),
        squeezed(project),
        "" if task is None else squeezed(f"{task.name}，{task.content}"),
    )


def task_of(indicator: Indicator, tasks: Sequence[Task]) -> Task | None:
    """Return the only task whose name stands in the indicator's name.

    No form prints which task an indicator belongs to; where names do not say it, nothing is concluded.
    """
    if indicator.project is not None:
        return None
    found = [task for task in tasks if task.group is None and is_repeated(task.name, indicator.name)]
    return found[0] if len(found) == 1 else None


def target_words(target: Target | None) -> str:
    """Return the words of a target besides its figures: what each number counts, and what no number took.

    >>> from kg.quantities.reading import read_value
    >>> target_words(read_value("公众对科普知识知晓度达95%"))
    '公众对科普知识知晓度'

    """
    if target is None or target.kind in _NO_WORDS:
        return ""
    words = [component.label for component in target.components] + [target.residue]
    return "，".join(dict.fromkeys(word for word in map(squeezed, words) if word))


def embed_texts(encoder: Encoder, texts: Sequence[SearchText]) -> NDArray[np.float32]:
    """Return one vector per text: float32 of shape (n, d), rows of length 1 (zero where no token is known)."""
    named = encoder.encode([simplified(text.name) for text in texts])
    wordy = [row for row, text in enumerate(texts) if text.target]
    vectors: NDArray[np.float32] = named.astype(np.float32, copy=True)
    if wordy:
        whole = encoder.encode([simplified(f"{texts[row].name}，{texts[row].target}") for row in wordy])
        vectors[wordy] = NAME_SHARE * named[wordy] + (1.0 - NAME_SHARE) * whole
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.divide(vectors, lengths, out=vectors, where=lengths > 0)
    return vectors


def squeezed(text: str) -> str:
    """Return ``text`` without white space: wrapped cells leave some inside words.

    >>> squeezed("参加 活动 人数")
    '参加活动人数'

    """
    return "".join(text.split())
