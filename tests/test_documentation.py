"""What the documentation names is there: files, commands of tests, modules of the tables in docs/architecture.md."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("docs", "kg", "embeddings", "api", "benchmarks", "notebooks", "tests")
PAGES = [*ROOT.glob("*.md"), *(page for folder in FOLDERS for page in (ROOT / folder).rglob("*.md"))]
_PATH = re.compile(r"(?<![\w/.~])((?:kg|embeddings|api|tests|benchmarks|docs|notebooks)/[\w/.-]*\w)")
_ROW = re.compile(r"^\| ((?:`[\w/.]+`(?:, )?)+) \|")
# folders that the tables of modules stand for, by their heading
TABLES = {"## How tables are read": "kg/forms/grids", "## How retrieval is put together": "embeddings"}


def named(page):
    return {match[1] for match in _PATH.finditer(page.read_text("utf-8"))}


@pytest.mark.parametrize("page", sorted(PAGES), ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_a_page_names_are_there(page):
    """A file that was moved is named where it is now; * stands for several, and what a run writes may be missing."""
    missing = [path for path in named(page) if not (ROOT / path).exists() and not list(ROOT.glob(f"{path}*"))]
    assert not missing


@pytest.mark.parametrize(("heading", "folder"), TABLES.items())
def test_modules_that_the_architecture_names_are_there(heading, folder):
    """Every name of a table is a module, a folder or a file; names behind a path share its folder."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    section = text.split(f"{heading}\n")[1].split("\n## ")[0]
    rows = [row[1] for line in section.splitlines() if (row := _ROW.match(line))]
    assert len(rows) > 10
    for row in rows:
        inside = ""
        for name in re.findall(r"`([\w/.]+)`", row):
            inside = name.rpartition("/")[0] if "/" in name else inside
            path = ROOT / folder / ("" if "/" in name else inside) / name
            assert path.exists() or path.with_suffix(".py").exists(), name


@pytest.mark.parametrize(("heading", "folder"), TABLES.items())
def test_modules_that_are_there_are_named(heading, folder):
    """No module of these folders is missing from the tables, but for their own folders that a row names whole."""
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    section = text.split(f"{heading}\n")[1].split("\n## ")[0]
    there = {path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*.py") if path.stem != "__init__"}
    assert not [str(path) for path in sorted(there) if not re.search(rf"\b{path.stem}\b", section)]
