"""How far a build is: a bar on a terminal, a line now and then where standard error goes to a file or a program."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from api.cli.words import phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from kg.dataset.steps import Progress
    from kg.messages import Language

EVERY_SECONDS = 30.0
"""So long nothing is said where nobody watches; a build that takes less says nothing of it at all."""
_TIMES_A_SECOND = 5


@contextmanager
def shown_progress(language: Language) -> Iterator[Progress]:
    """Show the progress of a build on standard error for the length of a ``with`` block."""
    if not sys.stderr.isatty():
        yield lines(language, sys.stderr)
        return
    from rich.console import Console

    with bar(language, Console(stderr=True, highlight=False)) as shown:
        yield shown


@contextmanager
def bar(language: Language, console: Console) -> Iterator[Progress]:
    """Show one bar that goes through the steps and is gone at the end; what is printed meanwhile stands above it."""
    from rich import progress as rich

    columns = (
        rich.TextColumn("{task.description}", markup=False),
        rich.BarColumn(),
        rich.TextColumn("{task.fields[count]}", markup=False),
        rich.TimeElapsedColumn(),
        rich.TimeRemainingColumn(),
    )
    with rich.Progress(*columns, console=console, transient=True, refresh_per_second=_TIMES_A_SECOND) as shown:
        task = shown.add_task("", count="")
        now = ""

        def tell(step: str, done: int, of: int) -> None:
            nonlocal now
            if step != now:  # times are the step's own
                now = step
                shown.reset(task, description=phrase(f"step-{step}", language), total=_total(of), count="")
            shown.update(task, completed=done, total=_total(of), count=_count(done, of))

        yield tell


def lines(language: Language, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> Progress:
    """Return what writes a line when none was written for a while.

    >>> tell = lines("en", sys.stdout, iter((0.0, 5.0, 31.0, 32.0)).__next__)
    >>> for done in range(3):
    ...     tell("read", done, 200)
    reading 1/200

    """
    last = clock()

    def tell(step: str, done: int, of: int) -> None:
        nonlocal last
        now = clock()
        if now - last >= EVERY_SECONDS:
            last = now
            print(f"{phrase(f'step-{step}', language)} {_count(done, of)}".rstrip(), file=stream, flush=True)

    return tell


def _total(of: int) -> int | None:
    return of if of > 1 else None  # a step that says nothing of itself: the bar only moves


def _count(done: int, of: int) -> str:
    return f"{done:,}/{of:,}" if of > 1 else ""
