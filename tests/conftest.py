"""Fixtures that several test packages share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# a busy machine is no defect: properties are checked for what holds, never for how fast
settings.register_profile("kg", deadline=None)
settings.load_profile("kg")

_SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real documents and what people checked against them."""
    if not (_SHARED / "expected" / "targets.tsv").is_file():
        pytest.skip(f"LOUD: {_SHARED} is missing, so nothing is checked against the real documents here")
    return _SHARED


@pytest.fixture(scope="session")
def corpus(shared: Path) -> Path:
    """The folder with the five real documents."""
    return shared / "corpus"


@pytest.fixture(scope="session")
def sample_dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset folder with the shipped sample built in it; read it, never write it."""
    from api.building import build
    from kg.sample import sample_files

    directory = tmp_path_factory.mktemp("sample") / "dataset"
    build(directory, sample_files())
    return directory
