"""What a reading process does with one file: the one place where it meets the readers and forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.sandbox.outcome import ReadOutcome, outcome_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kg.readers.limits import Limits


def prepare() -> None:
    """Import what every file needs, while the process may still write byte code beside the modules."""
    from kg import reading, record_json  # noqa: F401


def read_job(
    data: bytes, names: Sequence[str], metadata: Mapping[str, str], limits: Limits, tick: Callable[[], None]
) -> ReadOutcome:
    """Read one file inside a reading process.

    Args:
        data: The file as it is.
        names: Its base names; it is cited by the first.
        metadata: What ``documents.csv`` says of it.
        limits: What the file may ask for.
        tick: To be called at each step forward (page, sheet, row); costs next to nothing.

    Raises:
        DocumentError: The file cannot be read.

    """
    from kg.readers.opening_files import open_layer
    from kg.reading import read_layer

    layer = open_layer(data, names[0], limits, tick)
    tick()
    return outcome_of(read_layer(layer, metadata), layer.text, names)
