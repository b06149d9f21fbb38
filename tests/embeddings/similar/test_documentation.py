"""What the documentation and the shipped queries show is what happens on the shipped sample."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from api.cli import main
from kg.errors import RequestError

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "sparql.md"
QUERIES = sorted((ROOT / "kg" / "queries").glob("*.rq"))
_BLOCK = re.compile(r"^```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$", re.M | re.S)
BLOCKS = [(match["kind"], match["body"]) for match in _BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]
CHINESE = re.compile("[一-鿿]")


def of_kind(kind):
    return [body for own, body in BLOCKS if own == kind]


def test_every_block_is_of_a_kind_that_is_run():
    """No block of the page escapes the tests below."""
    assert {kind for kind, _ in BLOCKS} == {"sparql", "sparql refused", "sh", "python"}


@pytest.mark.parametrize("query", of_kind("sparql"))
def test_queries_of_the_page_find_something(workspace, query):
    """Every query shown runs and has an answer."""
    assert workspace.sparql(query).row_count > 0


@pytest.mark.parametrize("query", of_kind("sparql refused"))
def test_what_the_page_says_is_refused_is(workspace, query):
    """Every query shown as refused is refused as the caller's fault."""
    with pytest.raises(RequestError):
        workspace.sparql(query)


@pytest.mark.parametrize("command", [line for body in of_kind("sh") for line in body.splitlines()])
def test_commands_of_the_page_run(neighbour_dataset, tmp_path, monkeypatch, capsys, command):
    """Every command shown ends with 0, from a folder with the repository's queries and a dataset in it."""
    shutil.copytree(neighbour_dataset, tmp_path / "dataset")
    (tmp_path / "kg").mkdir()
    shutil.copytree(ROOT / "kg" / "queries", tmp_path / "kg" / "queries")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_DATASET", raising=False)
    program, *arguments = shlex.split(command)

    assert program == "kg"
    assert main(arguments) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize("program", of_kind("python"))
def test_python_of_the_page_runs(neighbour_dataset, tmp_path, monkeypatch, capsys, program):
    """The lines shown for Python run as they stand, beside a dataset."""
    (tmp_path / "dataset").symlink_to(neighbour_dataset)
    monkeypatch.chdir(tmp_path)
    exec(compile(program, str(PAGE), "exec"), {})

    assert capsys.readouterr().out.startswith("51 ")


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_shipped_queries_answer_what_their_header_asks(workspace, path):
    """A question in Chinese, then in English, then a query that finds something in the sample."""
    text = path.read_text(encoding="utf-8")
    chinese, english = text.splitlines()[:2]

    assert chinese.startswith("# ")
    assert CHINESE.search(chinese)
    assert re.match(r"# .*[a-z]{3}", english)
    assert workspace.sparql(text).row_count > 0


def test_the_page_names_every_shipped_query():
    """The table on the page has each file of the folder, and no other."""
    named = set(re.findall(r"`(\w+\.rq)`", PAGE.read_text(encoding="utf-8")))
    assert named == {path.name for path in QUERIES}


def test_where_no_neighbours_were_built_none_are_found(sample_dataset):
    """The queries over neighbours give nothing, not an error, without ``--neighbours``."""
    from api.workspace import Workspace

    text = (ROOT / "kg" / "queries" / "neighbours.rq").read_text(encoding="utf-8")
    with Workspace(sample_dataset) as opened:
        assert opened.sparql(text).rows() == ()
