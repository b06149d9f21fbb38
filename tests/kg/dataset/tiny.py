"""A reader, a mapper and an audit small enough to see through, so that the dataset folder is tested by itself.

A page is a heading ``表 TITLE`` and lines ``NAME=VALUE``. Importable by name, because reading processes need it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import signal
import sys
from pathlib import Path

from kg.cells import Cell
from kg.dataset import build_dataset, open_build
from kg.dataset.durable import digest_file
from kg.dataset.manifest import FileEntry, dump_manifest
from kg.errors import UnknownFormError
from kg.graph.quads import Quad, string
from kg.quantities.value import Kind
from kg.records import (
    Category,
    Department,
    Document,
    Finding,
    Form,
    Indicator,
    Level,
    Reading,
    Severity,
    Target,
)
from kg.text import TextLayer

BASE = "http://h/"
_CATEGORY = Category("产出指标", "数量指标", ("产出指标", "数量指标"), "output/quantity", "2021")


def read(data, name, metadata):
    """Read a tiny page."""
    layer = TextLayer.from_bytes(data, name)
    lines = [line for line in layer.lines if line.text.strip()]
    if not lines[0].text.startswith("表"):
        raise UnknownFormError(name, lines[0].text[:20])
    if "BUG" in layer.text:
        raise ZeroDivisionError("a mistake of ours")
    heading = layer.source(Cell.of([lines[0]]))
    indicators = []
    for line in lines[1:]:
        at = line.text.index("=")
        value = layer.source(Cell.of([line.cut(at + 1)]))
        indicators.append(
            Indicator(
                ordinal=len(indicators) + 1,
                printed_number=None,
                name=line.text[:at],
                level1="产出指标",
                level2="数量指标",
                category=_CATEGORY,
                project=None,
                period_target=None,
                annual_target=Target(value.text, Kind.QUALITATIVE, (), value.text, None, value),
                actual=None,
                completion_rate=None,
                weight=None,
                scored=None,
                source=layer.source(Cell.of([line.cut(0, at)])),
            )
        )
    document = Document(
        name=name,
        names=(name,),
        id=layer.id,
        digest=layer.digest,
        text_digest=layer.text_digest,
        form=Form.DECLARATION,
        title=lines[0].text[1:].strip(),
        department="甲市科协",
        pages=layer.pages,
        overall_goal="",
        fiscal_year=None,
        source=heading,
        metadata=dict(metadata),
    )
    department = Department("甲市科协", (), Level.CITY, None, heading)
    return Reading(document, departments=(department,), indicators=tuple(indicators)), layer.text


def map_graph(given):
    """Say the title of each document, its indicators with their values, and all findings."""
    yield Quad(f"{BASE}甲市科协", f"{BASE}name", string("甲市科协"), f"{BASE}graph/registry")
    for reading in given.readings:
        if reading.document.id in given.carried:
            continue
        graph = f"{BASE}graph/document/{reading.document.id}"
        node = f"{BASE}id/document/{reading.document.id}"
        yield Quad(node, f"{BASE}title", string(reading.document.title), graph)
        for one in reading.indicators:
            subject = f"{BASE}id/indicator/{reading.document.id}-{one.ordinal}"
            yield Quad(subject, f"{BASE}{one.name}", string(one.annual_target.raw), graph)
    for finding in given.findings:
        for source in finding.sources:
            node = f"{BASE}id/indicator/{source.document_id}"
            yield Quad(node, f"{BASE}finding", string(finding.rule), f"{BASE}graph/findings")


def audit(readings):
    """Find indicators of the same name in two documents."""
    first, found = {}, []
    for reading in readings:
        for one in reading.indicators:
            if one.name in first:
                sources = (first[one.name], one.source)
                found.append(Finding("same", Severity.CHECK, {}, None, sources, (f"indicator/{one.ordinal}",)))
            else:
                first[one.name] = one.source
    return found


def derive(folder, readings):
    """Write a file of names as ``vectors/`` and one quad for a graph of its own."""
    names = sorted(one.name for reading in readings for one in reading.indicators)
    (folder.path / "vectors").mkdir()
    (folder.path / "vectors" / "names.txt").write_bytes("\n".join(names).encode())
    return [Quad(f"{BASE}a", f"{BASE}near", f"{BASE}b", f"{BASE}graph/neighbours/tiny")]


def build(directory, sources=(), **options):
    """Build with the tiny parts, and without the store unless a test asks for it."""
    parts = {
        "read": read,
        "reading": "1",
        "map_graph": map_graph,
        "software": "1",
        "base_iri": BASE,
        "with_store": False,
    }
    parts |= options
    if parts["base_iri"] == BASE:  # the only one that the tiny mapper knows
        parts.setdefault("mapping", getattr(parts["map_graph"], "__qualname__", ""))
    return build_dataset(directory, sources, **parts)


class CountingReader:
    """Reads tiny pages and notes the names of those it was asked for, in a file where it is to outlive a kill."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._names: list[str] = []

    def __call__(self, data, name, metadata):
        if self._path is None:
            self._names.append(name)
        else:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{name}\n")
        return read(data, name, metadata)

    def taken(self) -> list[str]:
        """Return what was read since the last call, sorted."""
        if self._path is not None:
            names = self._path.read_text("utf-8").split() if self._path.exists() else []
            self._path.unlink(missing_ok=True)
        else:
            names, self._names = self._names, []
        return sorted(names)


def pages(folder: Path, **texts: str) -> Path:
    """Write pages ``NAME.txt`` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def digests(directory: Path) -> dict[str, str]:
    """Return the digests of all files of a dataset but its stores, lock and history."""
    return {
        path.relative_to(directory).as_posix(): digest_file(path)[0]
        for path in sorted(directory.rglob("*"))
        if path.is_file() and "/store/" not in path.as_posix() and path.name not in ("lock", "HISTORY")
    }


def fingerprint(directory: Path) -> str:
    """Return one digest over ``digests``."""
    return hashlib.sha256(repr(sorted(digests(directory).items())).encode()).hexdigest()


def resealed(build_):
    """Make the manifest agree with the files again, as a forger or a defect of ours would."""
    files = {path: FileEntry(*digest_file(build_.folder.path / path)) for path in build_.folder.listed_files()}
    manifest = dataclasses.replace(build_.manifest, files=files)
    build_.folder.manifest.write_bytes(dump_manifest(manifest))
    return open_build(build_.directory)


def flip(path):
    """Change one byte in the middle of a file, which keeps its size."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x5A
    path.write_bytes(bytes(data))


def main(arguments: list[str]) -> None:
    """Build in a process of its own: DIR WORKERS KILL_AT SOURCE…, killed with SIGKILL at STEP[:COUNT].

    What it reads is noted in the file that ``TINY_READ`` names.
    """
    directory, workers, kill_at, *sources = arguments
    step, _, count = kill_at.partition(":")

    def progress(now, done, of):
        if now == step and done == int(count or done):
            os.kill(os.getpid(), signal.SIGKILL)

    result = build(
        Path(directory),
        [Path(source) for source in sources],
        workers=int(workers),
        read=CountingReader(Path(os.environ["TINY_READ"])) if "TINY_READ" in os.environ else read,
        audit=audit,
        with_store=kill_at == "store",
        derive=derive,
        progress=progress,
    )
    sys.stdout.write(f"{result.id} {fingerprint(Path(directory))}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
