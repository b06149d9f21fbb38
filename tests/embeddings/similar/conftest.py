"""The shipped sample, built once with neighbours, opened for queries and for searching."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.workspace import Workspace
from embeddings.retrieval.search import Index
from kg.dataset import open_build

NEIGHBOURS = 3
PREFIXES = """
PREFIX kg: <https://w3id.org/jixiao/ontology/>
PREFIX kgs: <https://w3id.org/jixiao/search/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
"""


@pytest.fixture(scope="session")
def neighbour_dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from api.building import build
    from kg.sample import sample_files

    directory = tmp_path_factory.mktemp("neighbours") / "dataset"
    build(directory, sample_files(), neighbours=NEIGHBOURS)
    return directory


@pytest.fixture(scope="session")
def workspace(neighbour_dataset: Path) -> Iterator[Workspace]:
    with Workspace(neighbour_dataset) as opened:
        yield opened


@pytest.fixture(scope="session")
def index(neighbour_dataset: Path) -> Index:
    build = open_build(neighbour_dataset)
    return Index(build.folder.path, build=build.id)


@pytest.fixture(scope="session")
def ask(workspace: Workspace):
    """Run a query with the prefixes declared and return its rows."""

    def run(query: str, **options):
        return workspace.sparql(PREFIXES + query, **options).rows()

    return run
