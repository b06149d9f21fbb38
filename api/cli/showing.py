"""``kg demo`` and ``kg doctor``: what the system does on its own sample, and whether this machine can run it."""

from __future__ import annotations

import platform
import sys
import tempfile
from contextlib import ExitStack
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.output import write_json
from api.cli.tables import write_table
from api.cli.words import phrase
from kg.citing import source_place
from kg.errors import DatasetError
from kg.messages import error_text, finding_text

if TYPE_CHECKING:
    import argparse

    from kg.messages import Language

DEMO_SEARCH = "科普讲座办了几场"
DEMO_COMPARISON = "公众满意度"
DEMO_QUERY = """PREFIX kg: <https://w3id.org/jixiao/ontology/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?department ?indicator ?target (MIN(?l) AS ?line) WHERE {
  ?i a kg:Indicator ; kg:name ?indicator ; kg:department/kg:name ?department ; kg:target ?t .
  ?t kg:period kg:annual ; kg:rawText ?target ; kg:component ?c ; kg:source/kg:line ?l .
  ?c kg:value ?value ; kg:measureUnit/skos:notation "场" .
} GROUP BY ?department ?indicator ?target ?value ORDER BY DESC(?value) LIMIT 5"""
_DISTRIBUTIONS = (
    "faiss-cpu", "fastapi", "lxml", "networkx", "numpy", "openpyxl", "pdfminer.six", "pdfplumber", "pyoxigraph",
    "pyshacl", "python-docx", "rdflib", "rich", "safetensors", "sentence-transformers", "tokenizers", "torch",
)  # fmt: skip


def demo(arguments: argparse.Namespace) -> int:
    """Build the shipped sample; show a search, a comparison, a query and a finding, each with its place in the text."""
    from api.building import build
    from api.cli.comparing import show_groups
    from api.cli.searching import show_hits
    from api.workspace import open_dataset
    from kg.sample import sample_files

    language: Language = arguments.lang
    with ExitStack() as stack:
        directory = arguments.keep or stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-demo-"))
        result = build(directory, sample_files(), model=arguments.model)
        print(phrase("demo-built", language, documents=len(result.documents), **_counts(result.counts)))
        workspace = stack.enter_context(open_dataset(directory, model=arguments.model))

        print(f"\n$ kg search {DEMO_SEARCH} --limit 4")
        show_hits(workspace.search(DEMO_SEARCH, limit=4), language)

        print(f"\n$ kg compare {DEMO_COMPARISON}")
        show_groups(workspace.compare(DEMO_COMPARISON), language)

        print(phrase("demo-query", language) + "\n" + DEMO_QUERY)
        answer = workspace.sparql(DEMO_QUERY, format="table")
        write_table(answer.variables, answer.rows())

        print(phrase("demo-finding", language))
        finding = next(f for f in workspace.findings() if f.severity == "error" and f.arithmetic)
        print("  " + finding_text(finding.rule, finding.params, language))
        print(f"  {finding.arithmetic}")
        for source in finding.sources:
            print(f"  {source_place(source)}  {source.text}")
        if arguments.keep:
            print(phrase("demo-kept", language, path=arguments.keep))
        if arguments.serve:
            from api.http.serving import serve

            workspace.close()
            arguments.dataset = directory
            return serve(arguments)
    return 0


def _counts(counts: Any) -> dict[str, int]:  # noqa: ANN401
    return {name: counts[name] for name in ("indicators", "projects", "quads")}


def doctor(arguments: argparse.Namespace) -> int:
    """Say what is installed, which model is used, whether the dataset opens, and what to do about the rest."""
    language: Language = arguments.lang
    versions = {name: _version(name) for name in _DISTRIBUTIONS}
    report: dict[str, Any] = {
        "software": _version("jixiao-kg"),
        "python": platform.python_version(),
        "platform": platform.platform(terse=True),
        "packages": versions,
        "model": _model(language),
        "dataset": _dataset(arguments.dataset, language),
        "limits": _limits(),
        "reading": _reading(language),
        "missing": [name for name, version in versions.items() if version is None],
    }
    healthy = not report["missing"] and "error" not in report["reading"]
    if arguments.json:
        write_json(report)
        return 0 if healthy else 1
    rows: list[tuple[str, str]] = [
        ("jixiao-kg", report["software"] or phrase("doctor-not-installed", language)),
        ("Python", f"{report['python']} · {report['platform']}"),
        *((name, version or phrase("doctor-missing", language, name=name)) for name, version in versions.items()),
        (phrase("doctor-model", language), report["model"]),
        (phrase("doctor-dataset", language), report["dataset"]),
        (phrase("doctor-limits", language), phrase(f"doctor-limits-{report['limits']}", language)),
        (phrase("doctor-reading", language), _said(report["reading"], language)),
    ]
    write_table((phrase("doctor-part", language), phrase("doctor-state", language)), rows)
    return 0 if healthy else 1


def _version(distribution: str) -> str | None:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def _model(language: Language) -> str:
    from embeddings.channels.encoder import load_encoder
    from kg.errors import ModelError

    try:
        encoder = load_encoder()
    except ModelError as error:
        return error_text(error, language)
    return f"{encoder.name} · {encoder.dimension} · {encoder.digest[:12]}"


def _dataset(directory: str, language: Language) -> str:
    from api.building import settings
    from kg.dataset import open_build

    try:
        opened = open_build(Path(directory))
    except DatasetError as error:
        return error_text(error, language)
    except OSError as error:
        return f"{error.filename}: {error.strerror}"
    return f"{directory} · {opened.id} · {len(opened.documents)} · {settings(directory).get('model', '?')}"


def _limits() -> str:
    # without address-space limits a query that eats memory can hurt the machine: say so
    return "ok" if sys.platform.startswith("linux") else "weak"


def _reading(language: Language) -> dict[str, Any]:
    """Start a process that reads files: what it is held to, and which limits of reading were changed."""
    from kg.errors import DocumentError, RequestError
    from kg.sandbox import enforced, limits_in_force
    from kg.sandbox.settings import changed_limits

    try:
        return {"held": dict(enforced()), "changed": changed_limits(limits_in_force())}
    except (DocumentError, RequestError) as error:
        return {"error": error_text(error, language)}


def _said(reading: dict[str, Any], language: Language) -> str:
    if "error" in reading:
        return str(reading["error"])
    lines = []
    for holder in ("interpreter", "nobody"):
        measures = [phrase(f"doctor-{name}", language) for name, by in reading["held"].items() if by == holder]
        if measures:
            names = ("、" if language == "zh" else ", ").join(measures)
            lines.append(phrase(f"doctor-reading-{holder}", language, measures=names))
    changed = " ".join(f"{name}={value}" for name, value in reading["changed"].items())
    return "\n".join([*(lines or [phrase("doctor-reading-ok", language)]), *([changed] if changed else [])])
