"""Untrusted files are read in processes of their own, which may do little and may be ended at any moment.

A file of five kilobytes can ask for all memory, a damaged one can end the interpreter or run for ever, and a hostile
one may use a mistake in native code. So no file is read in the caller's process: it gets records, or one sentence.

* ``SandboxedReader``   what everybody uses: bytes or a path in, ``ReadOutcome`` or a ``DocumentError`` out
* ``ReadingProcess``    one process, file after file, replaced when it died or grew
* ``enforced``          what this platform holds such a process to
* ``limits_in_force``   the limits, with what environment variables change
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lazy import lazy

if TYPE_CHECKING:
    from kg.sandbox.outcome import ReadOutcome
    from kg.sandbox.process import ReadingProcess
    from kg.sandbox.reader import SandboxedReader, enforced
    from kg.sandbox.settings import limits_in_force

__all__ = ["ReadOutcome", "ReadingProcess", "SandboxedReader", "enforced", "limits_in_force"]

__getattr__ = lazy(
    __name__,
    {
        "outcome": ["ReadOutcome"],
        "process": ["ReadingProcess"],
        "reader": ["SandboxedReader", "enforced"],
        "settings": ["limits_in_force"],
    },
)
