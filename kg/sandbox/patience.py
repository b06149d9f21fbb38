"""How long to wait for a reading process, and how to tell standing still from a busy machine."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

_ASK_AGAIN_SECONDS: Final = 0.5
# a machine that is short of disk or of processors may let a process wait for a moment
_STILL_SECONDS: Final = 2.0


class Patience:
    """How long to wait: until the whole time is over, or the process stood still for so long.

    A process stands still when it gives no sign and takes no processor time, neither since its last sign nor for two
    seconds later on, or has taken so much of it since its last sign. So a busy machine is not held against it.
    """

    def __init__(self, wall_seconds: float, stall_seconds: float, used: Callable[[], float]) -> None:
        self._stall_seconds = stall_seconds
        self._used = used
        self._over = time.monotonic() + wall_seconds
        self.heard()

    def heard(self) -> None:
        """Begin anew: there was a sign."""
        self._moved = time.monotonic()
        self._ask_again = self._moved + self._stall_seconds
        self._used_then = self._used_last = self._used()

    def is_over(self) -> bool:
        """Tell whether the whole time is over."""
        return time.monotonic() >= self._over

    def left(self) -> float:
        """Return the seconds until this is to be asked again; raises ``TimeoutError`` when there are none."""
        now = time.monotonic()
        if now >= self._ask_again:
            used = self._used()
            if used != self._used_last:
                self._used_last, self._moved = used, now
            still = min(_STILL_SECONDS, self._stall_seconds)
            if used - self._used_then >= self._stall_seconds or now - self._moved >= still:
                raise TimeoutError
            self._ask_again = now + _ASK_AGAIN_SECONDS
        if now >= self._over:
            raise TimeoutError
        return min(self._over, self._ask_again) - now


def processor_seconds(process: int) -> float:
    """Return the processor time that a process has taken; always 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_bytes().rpartition(b") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return 0.0
