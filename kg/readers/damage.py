"""What a library raises on a broken file becomes one sentence; what the process around must see passes through."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import DamagedFileError, PerformanceGraphError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def damage_told(name: str, file_format: str, place: str) -> Iterator[None]:
    """Read inside; raises ``DamagedFileError`` for whatever the libraries make of damaged bytes.

    Args:
        name: Base name of the file.
        file_format: The format it is read as, such as ``DOCX``.
        place: The part of the file that is read here.

    """
    try:
        yield
    except (PerformanceGraphError, MemoryError, NameError, ImportError, AssertionError):
        raise  # a sentence already, the limit of the process around, or a slip of our own
    except Exception as error:
        # libraries name no base of what they raise on damaged files: KeyError, ValueError, TypeError, their own …
        raise DamagedFileError(name, file_format, place, "damage-content") from error
