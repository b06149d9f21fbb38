"""Bytes that survive a crash: digests, whole-file replacement, and pushing a folder to the disk.

A file is either the old one or the new one, never a part: it is written beside its place, pushed to the disk
and renamed over it, and the folder that names it is pushed as well. Nothing here knows what a build is.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = 1 << 20


def digest_bytes(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in lower-case hex.

    >>> digest_bytes(b"")[:16]
    'e3b0c44298fc1c14'

    """
    return hashlib.sha256(data).hexdigest()


def digest_file(path: Path) -> tuple[str, int]:
    """Return SHA-256 (hex) and size in bytes of a file, read in blocks."""
    state = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            state.update(block)
            size += len(block)
    return state.hexdigest(), size


def copy_file(source: Path, target: Path) -> str:
    """Copy the bytes of ``source`` to the new file ``target``; return their SHA-256 as they were copied."""
    state = hashlib.sha256()
    with source.open("rb") as reading, target.open("xb") as writing:
        while block := reading.read(_BLOCK):
            state.update(block)
            writing.write(block)
    return state.hexdigest()


def link_file(source: Path, target: Path) -> None:
    """Give a file that never changes a second name; its bytes are copied where the disk has no such names."""
    try:
        target.hardlink_to(source)
    except OSError:
        copy_file(source, target)


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` so that any reader, and any crash, meets the old bytes or the new ones."""
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Push a folder's own entries (names, renames) to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(root: Path) -> None:
    """Push every file and folder below ``root``, then ``root`` itself, to the disk."""
    for folder, _, names in os.walk(root, topdown=False):
        for name in names:
            descriptor = os.open(os.path.join(folder, name), os.O_RDONLY)  # noqa: PTH118  (hot: one per file)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
