"""Read hostile and damaged files for a long time: ``python -m benchmarks.soak [--seconds N] [--seed N] [FOLDER …]``.

All of ``benchmarks.hostile``, then damaged copies of the sample and of the files in the folders, in two threads. Each
must end within its limits with records or one sentence in both languages; in the end no process and no descriptor may
be left. The exit code is 1 where one was not so, with the seed and number that make the file again.
"""

from __future__ import annotations

import argparse
import itertools
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from benchmarks.hostile import FILES, damaged
from benchmarks.timing import table
from kg.errors import DocumentError
from kg.messages import error_text
from kg.sandbox import SandboxedReader, limits_in_force

THREADS = 2
SLOWEST = 10
_GRACE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Read:
    """One file that was read: which, how it ended, in how many seconds, and what was wrong with that."""

    name: str
    ending: str
    seconds: float
    wrong: str


def read(name: str, data: bytes) -> Read:
    """Read one file and judge how that ended."""
    begun = time.monotonic()
    wrong = ""
    try:
        ending = SandboxedReader().read(data, (name,), {}).form
    except DocumentError as error:
        ending = f"{type(error).__name__} {error.params().get('reason', '')}".strip()
        for language in ("zh", "en"):
            if not error_text(error, language).startswith(name):
                wrong = f"its sentence does not name the file: {error_text(error, language)}"
        if "garbled" in ending or "not-started" in ending:
            wrong = " ".join(getattr(error, "__notes__", [])) or ending
    except Exception as error:  # whatever comes out instead of a sentence is what is looked for here
        ending, wrong = type(error).__name__, repr(error)
    seconds = time.monotonic() - begun
    if seconds > limits_in_force().wall_seconds + _GRACE_SECONDS:
        wrong = f"took {seconds:.0f} s"
    return Read(name, ending, seconds, wrong)


def soak(files: Iterator[tuple[str, bytes]], seconds: float) -> list[Read]:
    """Read files until the time is over."""
    done: list[Read] = []
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(THREADS) as pool:
        running: set[Future[Read]] = set()
        for name, data in itertools.takewhile(lambda _: time.monotonic() < end, files):
            running.add(pool.submit(read, name, data))
            if len(running) >= THREADS:
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                done += [future.result() for future in finished]
        done += [future.result() for future in running]
    return done


def main(arguments: list[str]) -> int:
    """Soak, print what came out, and tell whether all was well."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__.partition("\n\n")[2])
    parser.add_argument("folders", metavar="FOLDER", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    good = [(path.name, path.read_bytes()) for folder in given.folders for path in sorted(folder.glob("*.*"))]
    numbered = ((f"{n}-{name}", data) for n, (name, data) in enumerate(damaged(given.seed, good)))
    made = ((name, make()) for name, make in FILES.items())
    SandboxedReader().held()
    SandboxedReader().rest()
    before = _descriptors()
    done = soak(itertools.chain(made, numbered), given.seconds)
    SandboxedReader().rest()
    left = _descriptors() - before

    endings = Counter(one.ending for one in done)
    print("\n".join(table(("ending", "files"), endings.most_common())))
    slow = sorted(done, key=lambda one: -one.seconds)[:SLOWEST]
    print("\n".join(["", *table(("slowest", "ending", "s"), [(o.name, o.ending, f"{o.seconds:.1f}") for o in slow])]))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\n{len(done)} files, seed {given.seed}, largest reading process {peak:,.0f} MiB, descriptors left {left}")
    wrong = [one for one in done if one.wrong]
    for one in wrong:
        print(f"WRONG {one.name} ({one.ending}): {one.wrong}")
    return 1 if wrong or left else 0


def _descriptors() -> int:
    return len(list(os.scandir("/proc/self/fd")))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
