"""From a finished working folder to the served build, and tidying up: what only the one writer does.

A build is named by one rename and served by another. Where a build of the same id stands already but is
damaged, its files are replaced one by one: the same id means the same bytes, so a reader never meets a
mixture. Leftovers of builds that died are swept by the next writer, their readings and old builds go once the new
one is served.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

from kg.dataset.durable import digest_file, sync_folder
from kg.dataset.folder import STORE_WORK_PREFIX, BuildFolder
from kg.dataset.kept import set_aside
from kg.dataset.layout import (
    WORK_PREFIX,
    build_folder,
    builds_folder,
    current_id,
    present_builds,
    read_manifest,
    serve,
)
from kg.errors import DamagedBuildError, FormatVersionError

if TYPE_CHECKING:
    from pathlib import Path


def work_folder(directory: Path, build_id: str) -> BuildFolder:
    """Make the empty folder in which a build is made."""
    builds_folder(directory).mkdir(exist_ok=True)
    for number in count():  # a build that ended early may have left one of this name
        work = BuildFolder(builds_folder(directory) / f"{WORK_PREFIX}{build_id}-{os.getpid()}-{number}")
        with suppress(FileExistsError):
            work.path.mkdir()
            return work
    raise AssertionError


def is_whole(directory: Path, build_id: str) -> bool:
    """Say whether a build stands with every file as its manifest says, by digest."""
    folder = build_folder(directory, build_id)
    if not folder.path.is_dir():
        return False
    try:
        manifest = read_manifest(directory, build_id)
    except (DamagedBuildError, FormatVersionError):
        return False
    if folder.listed_files() != sorted(manifest.files):
        return False
    return all(digest_file(folder.path / path) == (entry.sha256, entry.size) for path, entry in manifest.files.items())


def put_in_place(directory: Path, work: BuildFolder, build_id: str) -> None:
    """Give a finished build its name; a damaged one of the same id is mended file by file."""
    target = build_folder(directory, build_id)
    if target.path.exists():
        _mend(work, target)
        shutil.rmtree(work.path)
    else:
        work.path.rename(target.path)
    sync_folder(builds_folder(directory))


def publish(directory: Path, build_id: str, keep: int) -> tuple[str, ...]:
    """Serve a build and remove all but the last ``keep`` that were served; return the ids removed."""
    serve(directory, build_id)
    return prune(directory, keep)


def prune(directory: Path, keep: int) -> tuple[str, ...]:
    """Remove all but the last ``keep`` builds, never the served one; return the ids removed."""
    served = current_id(directory)
    others = [known for known in present_builds(directory) if known != served]
    gone = others[: max(len(others) - max(keep - 1, 0), 0)]
    for build_id in gone:
        # Renamed first: a half-removed build must not be found under its name.
        aside = builds_folder(directory) / f"{WORK_PREFIX}{build_id}-gone"
        build_folder(directory, build_id).path.rename(aside)
        shutil.rmtree(aside)
    return tuple(gone)


def sweep(directory: Path, *, readings: bool = False) -> None:
    """Remove what dead builds left behind; only the holder of the writer's lock may call this.

    What they had read stays for the next build, unless ``readings`` is to go, too.
    """
    builds = builds_folder(directory)
    for leftover in sorted(builds.glob(f"{WORK_PREFIX}*")):
        if readings:
            shutil.rmtree(leftover)
        else:
            set_aside(BuildFolder(leftover))
    for leftover in sorted(builds.glob(f"*/{STORE_WORK_PREFIX}*")):
        if not _alive(leftover.name.removeprefix(STORE_WORK_PREFIX).partition("-")[0]):
            shutil.rmtree(leftover, ignore_errors=True)
    for leftover in sorted(directory.glob(".CURRENT-*")) + sorted(directory.glob(".HISTORY-*")):
        leftover.unlink()


def _mend(work: BuildFolder, target: BuildFolder) -> None:
    wanted = work.listed_files()
    for extra in set(target.listed_files()) - set(wanted):
        (target.path / extra).unlink()
    for name in wanted:
        (target.path / name).parent.mkdir(parents=True, exist_ok=True)
        (work.path / name).replace(target.path / name)
    if work.store.exists():
        if target.store.exists():
            target.store.rename(work.path / "store-before")
        work.store.rename(target.store)
    work.manifest.replace(target.manifest)  # last: until now an interrupted mending is begun again


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True
