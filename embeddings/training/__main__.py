"""Make and check the shipped model: ``python -m embeddings.training check|train|decide|across|curve|variants``.

``check`` names slips in the authored texts. ``train`` makes the model directory, ``decide`` the landmarks and
weights beside it that say what is comparable (needs no torch). ``across`` trains without
each author in turn and asks for that author's words. ``curve`` does so for one author with growing shares
of the others' texts. ``variants`` trains other shapes of model on the same batches. ``hold-out`` writes
digests of judged queries, so that no line equal to one is ever learned. All but ``check``, ``decide`` and ``hold-out``
need torch.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from embeddings.channels.encoder import StaticEncoder
from embeddings.channels.model_files import SHIPPED_MODEL
from embeddings.evaluation.judging import read_judgements
from embeddings.training.card import model_card
from embeddings.training.data import (
    HELD_OUT,
    Data,
    authors,
    digest_of,
    read_data,
    read_held_out,
    share,
    without_author,
)
from embeddings.training.deciding import make_weights
from embeddings.training.ensemble import train_ensemble
from embeddings.training.export import export
from embeddings.training.landmarks import make_landmarks
from embeddings.training.model import Settings
from embeddings.training.texts import phrases_of
from embeddings.training.transfer import transfer
from embeddings.training.variants import VARIANTS
from embeddings.training.vocabulary import choose

if TYPE_CHECKING:
    from collections.abc import Sequence

HARMLESS = ("held-out", "repeated-phrase")
SHARES = (0.125, 0.25, 0.5, 0.75, 1.0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status (1: the texts have slips that a person should mend)."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="name slips in the authored texts")
    making = commands.add_parser("train", help="make the model directory")
    making.add_argument("--output", type=Path, default=SHIPPED_MODEL)
    deciding = commands.add_parser("decide", help="learn what is comparable, for the model directory")
    deciding.add_argument("--output", type=Path, default=SHIPPED_MODEL)
    across = commands.add_parser("across", help="leave one author out, for each author")
    curve = commands.add_parser("curve", help="quality against the share of the texts")
    curve.add_argument("--author", help="the author left out (default: the last)")
    variants = commands.add_parser("variants", help="other shapes of model on the same batches")
    variants.add_argument("--author", help="the author left out (default: the last)")
    for command in (making, across, curve, variants):
        command.add_argument("--steps", type=int, default=Settings().steps)
        command.add_argument("--seed", type=int, default=Settings().seed)
    hold = commands.add_parser("hold-out", help="write digests of judged queries")
    hold.add_argument("judgements", type=Path, nargs="+")
    chosen = parser.parse_args(arguments)
    if chosen.command == "hold-out":
        return _hold_out(chosen.judgements)
    data = read_data()
    if chosen.command == "decide":
        make_landmarks(chosen.output, data.groups)
        _say(f"{chosen.output}: {make_weights(chosen.output)}")
        return 0
    if chosen.command == "check":
        return _check(data)
    settings = replace(Settings(), steps=chosen.steps, seed=chosen.seed)
    if chosen.command == "train":
        return _train(data, settings, chosen.output)
    settings = replace(settings, members=1)  # what is compared are texts and shapes
    if chosen.command == "variants":
        return _variants(data, settings, chosen.author)
    return _across(data, settings) if chosen.command == "across" else _curve(data, settings, chosen.author)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _check(data: Data) -> int:
    for slip in data.slips:
        _say(f"{slip.file}:{slip.line}: {slip.problem}: {slip.found}")
    _say(f"{len(data.groups)} groups, {len(data.slips)} slips")
    return 1 if any(slip.problem not in HARMLESS for slip in data.slips) else 0


def _train(data: Data, settings: Settings, output: Path) -> int:
    encoder = make_model(data, settings, output)
    _say(f"{output}: {encoder.digest}")
    return 0


def make_model(data: Data, settings: Settings, output: Path) -> StaticEncoder:
    """Train on ``data`` and write the model directory; return it as read back."""
    vocabulary = choose(phrases_of(data.groups), data.thesaurus.words())
    table = train_ensemble(data, vocabulary, settings, _say)
    export(output, vocabulary, table, model_card(data, vocabulary, settings))
    return StaticEncoder(output)


def _across(data: Data, settings: Settings) -> int:
    for author in authors(data):
        _measure(data, without_author(data, author), author, settings)
    return 0


def _curve(data: Data, settings: Settings, author: str | None) -> int:
    left_out = author or authors(data)[-1]
    others = without_author(data, left_out)
    for part in SHARES:
        _measure(data, share(others, part), left_out, settings, f"{part:.3f} ")
    return 0


def _variants(data: Data, settings: Settings, author: str | None) -> int:
    left_out = author or authors(data)[-1]
    learned = without_author(data, left_out)
    unseen = [group for group in data.groups if group.author == left_out]
    texts = [name for group in unseen for name in group.names]
    for train_variant in VARIANTS:
        variant = train_variant(learned, settings)
        found = transfer(variant.encode, unseen)
        started = time.perf_counter()
        variant.encode(texts)
        rate = len(texts) / (time.perf_counter() - started)
        recall, ndcg = found.quality["dense"]
        mixed_recall, mixed_ndcg = found.quality["mixed"]
        _say(
            f"{variant.name}: without {left_out} dense R@10 {recall:.3f} nDCG@10 {ndcg:.3f}, "
            f"mixed {mixed_recall:.3f} {mixed_ndcg:.3f}, near misses apart {found.near_kept_apart:.3f}; "
            f"{variant.weights / 1e6:.1f} M weights, trained in {variant.seconds:.0f} s, {rate:,.0f} texts/s"
        )
    return 0


def _measure(data: Data, learned: Data, author: str, settings: Settings, label: str = "") -> None:
    with TemporaryDirectory() as folder:
        encoder = make_model(learned, settings, Path(folder))
        found = transfer(encoder.encode, [group for group in data.groups if group.author == author])
    figures = "  ".join(f"{name} R@10 {r:.3f} nDCG@10 {n:.3f}" for name, (r, n) in found.quality.items())
    _say(
        f"{label}without {author}: {len(learned.groups)} groups; {found.queries} queries, {found.rows} names; "
        f"{figures}  near misses apart {found.near_kept_apart:.3f}"
    )


def _hold_out(paths: Sequence[Path]) -> int:
    queries = [judgement.query for path in paths for judgement in read_judgements(path.read_text(encoding="utf-8"))]
    known = read_held_out().digests | {digest_of(query) for query in queries}
    HELD_OUT.write_text("".join(f"{digest}\n" for digest in sorted(known)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
