"""Which share of a document's figures its records hold, by form and format: ``python -m benchmarks coverage``.

The ledger (``kg.ledger``) finds every number in the text by itself and asks which record claims it. Here its entries
are counted over the published documents, where they lie beside the checkout, and over synthetic ones, each written in
all formats. A figure counts as held where its words are; whether it was understood is measured elsewhere
(``python -m benchmarks.corpora OUT --measure``, docs/quality.md).
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpora.generating import FORMATS, SUFFIXES, corpus
from benchmarks.timing import table
from kg.errors import DocumentError
from kg.ledger import NumberKind, State, ledger
from kg.readers.limits import DEFAULT_LIMITS
from kg.readers.opening_files import open_layer
from kg.reading import read_layer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ledger import Entry

DOCUMENTS = 40
SEED = 1
PUBLISHED = Path(__file__).resolve().parents[2] / "shared" / "corpus"
HEADER = (
    "form", "format", "documents", "numbers", "figures", "in records", "of these in words only", "row printed again",
    "in a finding", "nowhere: in a table", "nowhere: in prose",
)  # fmt: skip
# text of a person's own wording: a figure in it is kept and shown, and no quantity is made of it
_WORDS = frozenset({"title", "overall_goal", "name", "goal", "outcome", "content", "group", "text", "deviation_reason"})


def run() -> list[str]:
    """Count the published documents and the synthetic ones."""
    published: dict[tuple[str, str], Counter[str]] = {}
    for path in sorted(PUBLISHED.glob("*.txt")):
        _add(published, None, path.read_bytes(), path.name)
    synthetic: dict[tuple[str, str], Counter[str]] = {}
    for name, data, document in corpus(DOCUMENTS, FORMATS, SEED, each_format=True):
        _add(synthetic, document.form, data, name)
    return [
        "## Coverage of figures",
        "",
        "Figures are numbers that are no year, list mark, code or page number; shares are of the figures.",
        "",
        f"Published documents ({sum(one['documents'] for one in published.values())}):"
        if published
        else "The published documents do not lie beside this checkout.",
        "",
        *(table(HEADER, _rows(published)) if published else []),
        "",
        f"Synthetic documents ({DOCUMENTS}, seed {SEED}, each in {len(FORMATS)} formats):",
        "",
        *table(HEADER, _rows(synthetic)),
        "",
        "Synthetic documents print nothing that their makers did not think of: their coverage is a check of readers "
        "and ledger, no promise about other documents.",
    ]


def counted(entries: Iterable[Entry], text: str) -> Counter[str]:
    """Count the entries of one ledger by what became of them.

    Args:
        entries: Of one document.
        text: Its text layer, whose tabs and wide gaps tell a table's lines from prose.

    """
    lines = text.split("\n")
    counts: Counter[str] = Counter()
    for entry in entries:
        counts["numbers"] += 1
        if entry.number.kind is not NumberKind.FIGURE:
            continue
        counts["figures"] += 1
        state: str = entry.state
        if entry.state is State.UNCLAIMED:
            line = lines[entry.line - 1].strip()
            state = "table" if "\t" in line or "   " in line else "prose"
        counts[state] += 1
        counts["words"] += entry.state is State.CLAIMED and entry.claim is not None and entry.claim.field in _WORDS
    return counts


def _add(counts: dict[tuple[str, str], Counter[str]], form: str | None, data: bytes, name: str) -> None:
    """Count a file under its form (by default the one it is read as) and its format."""
    suffix = name.rpartition(".")[2]
    try:
        layer = open_layer(data, name, DEFAULT_LIMITS, lambda: None)
        reading = read_layer(layer, {})
    except DocumentError:
        counts.setdefault((form or "unknown", suffix), Counter())["refused"] += 1
        return
    one = counts.setdefault((form or reading.document.form.value, suffix), Counter())
    one.update(counted(ledger(reading, layer.text), layer.text))
    one["documents"] += 1


def _rows(counts: dict[tuple[str, str], Counter[str]]) -> list[tuple[object, ...]]:
    """Write a row for each form and format; formats of a form that agree in every count share one."""
    rows: list[tuple[object, ...]] = []
    order = list(SUFFIXES.values())
    groups: dict[tuple[str, tuple[object, ...]], list[str]] = {}
    for (form, suffix), one in sorted(counts.items(), key=lambda item: (item[0][0], order.index(item[0][1]))):
        groups.setdefault((form, _cells(one)), []).append(suffix)
    for (form, cells), suffixes in groups.items():
        rows.append((form, ", ".join(suffixes), *cells))
    return rows


def _cells(one: Counter[str]) -> tuple[object, ...]:
    held = one[State.CLAIMED]
    share = f" ({held / one['figures']:.1%})" if one["figures"] else ""
    refused = f" ({one['refused']} refused)" if one["refused"] else ""
    return (
        f"{one['documents']}{refused}", f"{one['numbers']:,}", f"{one['figures']:,}", f"{held:,}{share}",
        f"{one['words']:,}", one[State.REPEATED], one[State.FINDING], one["table"], one["prose"],
    )  # fmt: skip
