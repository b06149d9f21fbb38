"""Write a synthetic corpus, and on request say how our readers read it: ``python -m benchmarks.corpora OUT``."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from benchmarks.corpora.generating import FORMATS, write_corpus
from benchmarks.corpora.measuring import Tally, measure
from benchmarks.timing import table

HEADER = (
    "form", "format", "documents", "refused", "rows", "right", "with results", "silently wrong", "money right",
    "money silently wrong", "tasks right", "contradictions found", "other findings",
)  # fmt: skip


def row_of(form: str, found: str, tally: Tally) -> tuple[object, ...]:
    """Write a tally as a row below ``HEADER``."""
    return (
        form, found, tally.documents, tally.refused, tally.rows, f"{tally.share:.2%}", f"{tally.results:,}",
        tally.silent, f"{tally.amounts_right:,} of {tally.amounts:,}", tally.amounts_silent,
        f"{tally.tasks_right:,} of {tally.tasks:,}", f"{tally.found} of {tally.planted}", tally.false,
    )  # fmt: skip


def main(arguments: list[str] | None = None) -> None:
    """Take the arguments of the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpora", description=__doc__)
    parser.add_argument("out", type=Path, help="the folder to write to")
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--formats", default=",".join(FORMATS), help="of text, pdf, docx, xlsx, html")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--contradictions", type=float, default=0.1, help="share of documents that hold one")
    parser.add_argument("--each-format", action="store_true", help="write every document in all formats")
    parser.add_argument("--measure", action="store_true", help="read the corpus and say what was right")
    asked = parser.parse_args(arguments)
    formats = asked.formats.split(",")
    unknown = [found for found in formats if found not in FORMATS]
    if unknown:
        parser.error(f"no format: {', '.join(unknown)} (there are {', '.join(FORMATS)})")
    begun = time.perf_counter()
    count = write_corpus(
        asked.out, asked.documents, formats, asked.seed,
        contradictions=asked.contradictions, each_format=asked.each_format,
    )  # fmt: skip
    took = time.perf_counter() - begun
    print(f"{count:,} files in {took:.1f} s, {count / took:,.0f} a second", file=sys.stderr)
    if asked.measure:
        tallies = measure(asked.out)
        print("\n".join(table(HEADER, [row_of(*key, one) for key, one in sorted(tallies.items())])))
        for one in tallies.values():
            for example in one.examples:
                print(example, file=sys.stderr)


if __name__ == "__main__":
    main()
