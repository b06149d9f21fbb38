"""How often "nothing comparable" and "comparable" are right, over the judged sets: the figures of docs/quality.md.

Run ``python -m tests.embeddings.told DATASET SHARED``: the dataset built of the five real documents, and the folder
that holds ``judgements/dev.jsonl``. Each table is printed as it stands in docs/quality.md.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from api import open_dataset
from embeddings.analysis.measures import counted_in, pieces_of
from embeddings.channels.encoder import StaticEncoder
from embeddings.channels.model_files import SHIPPED_MODEL
from embeddings.comparability.deciding import Alike, read_weights
from embeddings.comparability.matching_words import compared
from embeddings.index.building import cosine_floor
from embeddings.index.catalogue import measure_bits
from embeddings.index.texts import SearchText, embed_texts, squeezed, target_words
from embeddings.retrieval.fusion import MILLION
from kg.quantities.reading import read_value

HERE = Path(__file__).parent
JUDGED = HERE / "judged"
CHOSE = ("dev", "j1", "j3", "j4", "unanswerable")
"""The sets by which lines were chosen."""
OTHER_MEASURE = -99.0
"""Margin of a pair that its measures tell apart, below every other."""
_LOOKED_AT, _SHOWN = 20, 10


class Told(NamedTuple):
    """One query: of which kind it is, whether something comparable was found, its best margin, and its shown hits.

    ``hits`` are pairs of whether a hit is called comparable and its grade.
    """

    kind: str
    found: bool
    margin: float
    hits: tuple[tuple[bool, int], ...]


def told(workspace: Any, line: dict[str, Any]) -> Told:
    """Ask one judged query."""
    grades = {one["name"]: one["grade"] for one in line["relevant"]}
    by_id = "near" if line["id"].startswith("near") else "far"
    kind = line.get("kind") or ("answerable" if 2 in grades.values() else by_id)
    answer = workspace.search(line["query"], limit=_LOOKED_AT)
    decisions = [hit["why"]["comparable"] for hit in answer["hits"]]
    fitting = [one["margin"] for one in decisions if one["measure"] in ("same", "any")]
    hits = tuple((hit["comparable"], grades.get(hit["name"], 0)) for hit in answer["hits"][:_SHOWN])
    return Told(kind, answer["answer"] != "none", max(fitting, default=OTHER_MEASURE), hits)


def area(higher: list[float], lower: list[float]) -> float:
    """Return the area under the curve: how often one of ``higher`` is above one of ``lower``, equal ones by half.

    >>> area([2.0, 1.0], [1.0, 0.0])
    0.875

    """
    return float(np.mean([(one > other) + 0.5 * (one == other) for one in higher for other in lower]))


def margin_of(encoder: StaticEncoder, one: dict[str, str], other: dict[str, str]) -> float:
    """Return by how much a comparison by indicator calls two alike, comparable from 0; each has a name and a target."""
    weights = read_weights(encoder.folder)
    values = [read_value(side["target"], name=side["name"]) for side in (one, other)]
    asked, measures = (
        measure_bits(counted_in(side["name"], value), pieces_of(value))
        for side, value in zip((one, other), values, strict=True)
    )
    (vector,) = encoder.encode([squeezed(one["name"])])
    (stored,) = embed_texts(encoder, [SearchText(squeezed(other["name"]), target_words(values[1]))])
    floor = cosine_floor(encoder)
    whole = np.array([max(float(vector @ stored) - floor, 0.0) / (1.0 - floor)])
    if (asked and not asked & measures) or whole[0] < weights.least_whole:
        return OTHER_MEASURE
    alike = Alike(whole, *compared(encoder, one["name"], [other["name"]]), np.zeros(1))
    return float(weights.parts(alike, "name").margin[0]) / MILLION


def _queries(workspace: Any, shared: Path) -> None:
    files = {"dev": shared / "judgements" / "dev.jsonl", "unanswerable": HERE / "unanswerable.jsonl"}
    files |= {path.stem: path for path in sorted(JUDGED.glob("j*.jsonl"))}
    sets = {name: [told(workspace, line) for line in _lines(path)] for name, path in files.items()}
    for name, queries in sets.items():
        _say(f"{name}: {_rates(queries)}")
    rest = tuple(name for name in sets if name not in (*CHOSE, "j6"))
    for names in (CHOSE, rest):
        queries = [one for name in names for one in sets[name]]
        margins = {kind: [one.margin for one in queries if one.kind == kind] for kind in ("answerable", "near")}
        _say(f"{'+'.join(names)}: {_rates(queries)}, area {area(margins['answerable'], margins['near']):.3f}")
    shown = [hit for name in ("dev", "j1") for one in sets[name] for hit in one.hits]
    right = sum(comparable and grade == 2 for comparable, grade in shown)
    said, meant = sum(comparable for comparable, _ in shown), sum(grade == 2 for _, grade in shown)
    _say(
        f"ten best of dev and j1: precision {right / said:.2f}, recall {right / meant:.2f} of what is called comparable"
    )


def _rates(queries: list[Told]) -> str:
    parts = []
    for kind, wanted in (("answerable", True), ("near", False), ("far", False)):
        own = [one.found == wanted for one in queries if one.kind == kind]
        parts += [f"{kind} {sum(own)} of {len(own)} ({sum(own) / len(own):.1%})"] if own else []
    return ", ".join(parts)


def _pairs(encoder: StaticEncoder) -> None:
    for split in ("dev", "test"):
        pairs = [pair for pair in _lines(JUDGED / "pairs.jsonl") if pair["split"] == split]
        margins = np.array([margin_of(encoder, pair["a"], pair["b"]) for pair in pairs])
        same = np.array([pair["grade"] == "same" for pair in pairs])
        ranked = same[np.argsort(-margins, kind="stable")]
        average = (np.cumsum(ranked) / np.arange(1, len(ranked) + 1))[ranked].mean()
        lines = [margins >= line for line in np.unique(margins[same])]
        best = max(same[above].mean() for above in lines if (same & above).sum() >= 0.8 * same.sum())
        said = margins >= 0
        _say(
            f"pairs, {split}: n {len(pairs)}, best at .8 {best:.3f}, average precision {average:.3f}, "
            f"precision {same[said].mean():.3f}, recall {said[same].mean():.3f}"
        )


def _wrong_characters(workspace: Any) -> None:
    lines = _lines(JUDGED / "typos.jsonl")
    for key in ("query", "meant"):
        found = [
            [hit for hit in workspace.search(line[key])["hits"] if hit["name"] == line["relevant"][0]["name"]]
            for line in lines
        ]
        first = sum(any(hit["rank"] == 1 for hit in hits) for hits in found)
        comparable = sum(any(hit["comparable"] for hit in hits) for hits in found)
        _say(f"wrong characters, {key}: first {first}, found {sum(map(bool, found))}, comparable {comparable}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main(dataset: str, shared: str) -> None:
    """Print every table."""
    with open_dataset(dataset) as workspace:
        _queries(workspace, Path(shared))
        _wrong_characters(workspace)
    _pairs(StaticEncoder(SHIPPED_MODEL))


if __name__ == "__main__":
    main(*sys.argv[1:])
