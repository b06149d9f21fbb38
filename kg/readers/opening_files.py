"""One file of any format → its text layer: size, format by content, the reader of the format, composing.

This runs where a reader may run away with time or memory, so callers that do not trust the file call it in the
limited process around (``kg.sandbox``).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from kg.errors import EmptyDocumentError, FileLimitError, NoTextLayerError, TableIsPictureError
from kg.readers import text_file
from kg.readers.blocks import Part, Remark
from kg.readers.composing import compose
from kg.readers.counting import size
from kg.readers.limits import DEFAULT_LIMITS
from kg.readers.sniffing import format_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.readers.blocks import FileBlocks, Format
    from kg.readers.limits import Limits
    from kg.text import TextLayer

_SUFFIXES: dict[str, Format | None] = {
    "pdf": "pdf",
    "docx": "docx", "docm": "docx", "dotx": "docx", "dotm": "docx",
    "xlsx": "xlsx", "xlsm": "xlsx", "xltx": "xlsx", "xltm": "xlsx",
    "html": "html", "htm": "html", "xhtml": "html", "shtml": "html",
    "txt": "text", "md": "text", "csv": "text", "tsv": "text",
    # never read as what their suffix says
    "doc": None, "wps": None, "xls": None, "et": None, "xlsb": None, "rtf": None, "ofd": None, "odt": None, "ods": None,
}  # fmt: skip
_NAMES = {"pdf": "PDF", "docx": "DOCX", "xlsx": "XLSX", "html": "HTML"}
_UNREADABLE = re.compile(r"[\x00\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
# a page of real words has a damaged character now and then
_UNREADABLE_SHARE = 0.1
# remarks on what a form may stand in without words
_PICTURES = frozenset({"pictures-unread", "embedded-objects", "picture-cells"})


def _no_tick() -> None:
    """Tell nobody."""


def open_layer(
    data: bytes, name: str, limits: Limits = DEFAULT_LIMITS, tick: Callable[[], None] = _no_tick
) -> TextLayer:
    r"""Return the text layer of a file, whatever its name says it is.

    Args:
        data: The file as it is.
        name: Its base name, for sentences and citations.
        limits: What it may ask for.
        tick: Called after each page, sheet, table or about 1,000 rows.

    Raises:
        DocumentError: It is of a kind that is not read, damaged, empty, unreadable or too large.

    >>> open_layer("部门名称\t广州市科学技术协会".encode(), "表.txt").text
    '部门名称\t广州市科学技术协会'

    """
    if len(data) > limits.file_bytes:
        raise FileLimitError(name, "limit-file-size", size(len(data)), size(limits.file_bytes))
    layer = _layer(data, name, limits, tick)
    layer.tick = tick
    return layer


def _layer(data: bytes, name: str, limits: Limits, tick: Callable[[], None]) -> TextLayer:
    found = format_of(data, name, limits)
    if found == "text":
        return text_file.layer(data, name, limits, tick)
    blocks: FileBlocks = import_module(f"kg.readers.{found}").read(data, name, limits, tick)
    _hold_readable(blocks, name)
    remark = _other_format(name, found)
    if remark is not None:
        blocks = replace(blocks, remarks=(remark, *blocks.remarks))
    tick()
    layer = compose(blocks, name, hashlib.sha256(data).hexdigest())
    if not layer.text.strip():
        if pictures := pictures_in(layer):
            raise TableIsPictureError(name, pictures)
        raise EmptyDocumentError(name)
    return layer


def pictures_in(layer: TextLayer) -> int:
    """Return how many pictures and objects the readers told of that may hold the form, or a part of it."""
    remarks = layer.structure.remarks if layer.structure else ()
    return sum(int(params["count"]) for rule, params in remarks if rule in _PICTURES)


def _other_format(name: str, found: Format) -> Remark | None:
    suffix = name.lower().rpartition(".")[2] if "." in name else ""
    if _SUFFIXES.get(suffix, found) == found:
        return None
    return Remark("other-format", {"suffix": f".{suffix}", "found": _NAMES[found]})


def _hold_readable(blocks: FileBlocks, name: str) -> None:
    """Raise ``NoTextLayerError`` for a page whose words are mostly NUL, U+FFFD or private characters."""
    counts: dict[int, list[int]] = {}
    for part in _parts(blocks):
        count = counts.setdefault(part.page or 1, [0, 0])
        count[0] += len("".join(part.text.split()))
        count[1] += len(_UNREADABLE.findall(part.text))
    for page, (characters, unreadable) in sorted(counts.items()):
        if unreadable > characters * _UNREADABLE_SHARE:
            raise NoTextLayerError(name, page, f"{unreadable:,} / {characters:,}", "unreadable-characters")


def _parts(blocks: FileBlocks) -> Iterator[Part]:
    for block in blocks.blocks:
        if isinstance(block, Part):
            yield block
        else:
            for cell in block.cells:
                yield from cell.parts
