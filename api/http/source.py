"""Which build answers (数据来源): the one that ``CURRENT`` names, changed under way without losing a request.

Each request leases a build and keeps it until it is answered. When ``CURRENT`` names another, that one is opened
beside the old; requests go to it from the moment it stands, and the old is closed when its last request has ended.
A build that does not open leaves the old one serving; the next change of ``CURRENT``, or some seconds, and it is
tried again.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from api.http.served import Served
from kg.dataset.layout import current_id
from kg.errors import NoDatasetError, PerformanceGraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

LOOK_SECONDS: Final = 0.5
"""``CURRENT`` is looked at at most so often."""
RETRY_SECONDS: Final = 10.0

_log = logging.getLogger("kg.http")

Stamp = tuple[int, int, int]


class BuildSource(Protocol):
    """What ``create_app`` needs: something that lends builds."""

    @property
    def build_id(self) -> str | None:
        """The build that the next request gets, ``None`` where none is open."""

    def lease(self) -> AbstractContextManager[Served]:
        """Lend the current build for one request; raises ``DatasetError`` where there is none."""


@dataclass(slots=True, eq=False)
class _Opened:
    served: Served
    users: int = 0
    retired: bool = False


class DatasetSource:
    """Lends the served build of a dataset folder.

    Args:
        directory: The dataset folder.
        model: The model it was built with, where that was not the shipped one.
        query_workers: How many SPARQL queries may run at a time.
        look_seconds: How often ``CURRENT`` is looked at.
        on_open: Told the id of every build that begins to serve.

    """

    def __init__(
        self,
        directory: str | Path,
        *,
        model: str | None = None,
        query_workers: int = 2,
        look_seconds: float = LOOK_SECONDS,
        on_open: Callable[[str], None] | None = None,
    ) -> None:
        self._directory = Path(directory)
        self._model = model
        self._query_workers = query_workers
        self._look_seconds = look_seconds
        self._on_open = on_open
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._current: _Opened | None = None
        self._stamp: Stamp | None = None
        self._looked = 0.0
        self._not_before = 0.0
        self._opener: threading.Thread | None = None
        self._closed = False

    @property
    def build_id(self) -> str | None:
        """The build that the next request gets, ``None`` where none is open."""
        current = self._current
        return None if current is None else current.served.build_id

    def open(self) -> None:
        """Open the served build now; raises what opening raises."""
        with self._opening:
            if self._current is None:
                stamp = self._stamp_of_current()
                self._put(self._open(), stamp)

    @contextlib.contextmanager
    def lease(self) -> Iterator[Served]:
        """Lend the current build; it stays open until the block ends."""
        opened = self._take()
        try:
            yield opened.served
        finally:
            self._give_back(opened)

    def close(self) -> None:
        """Close the build, after its last request where some are under way; nothing is lent any more."""
        with self._lock:
            self._closed = True
            opener, opened, self._current = self._opener, self._current, None
        if opener is not None:
            opener.join()
        if opened is not None:
            self._retire(opened)

    def _take(self) -> _Opened:
        self._look()
        self._leave_removed()
        if self._current is None:
            self.open()
        with self._lock:
            if self._current is None:
                raise NoDatasetError(str(self._directory))
            self._current.users += 1
            return self._current

    def _give_back(self, opened: _Opened) -> None:
        with self._lock:
            opened.users -= 1
            unused = opened.retired and opened.users == 0
        if unused:
            opened.served.close()

    def _retire(self, opened: _Opened) -> None:
        with self._lock:
            opened.retired = True
            unused = opened.users == 0
        if unused:
            opened.served.close()

    def _look(self) -> None:
        """See whether ``CURRENT`` has changed, and open the new build in a thread of its own."""
        now = time.monotonic()
        if self._current is None or now - self._looked < self._look_seconds or now < self._not_before:
            return
        self._looked = now
        stamp = self._stamp_of_current()
        with self._lock:
            if stamp == self._stamp or self._opener is not None or self._closed:
                return
            self._opener = threading.Thread(target=self._change, args=(stamp,), name="kg-open-build", daemon=True)
            self._opener.start()

    def _leave_removed(self) -> None:
        """Open the new build before the next answer where the served one was removed, as after several builds."""
        current = self._current
        if current is None or current.served.stands:
            return
        with self._opening:
            if self._current is current and not self._closed:
                self._change(self._stamp_of_current())

    def _stamp_of_current(self) -> Stamp | None:
        try:
            found = (self._directory / "CURRENT").stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size

    def _change(self, stamp: Stamp | None) -> None:
        try:
            if current_id(self._directory) in (None, self.build_id):
                with self._lock:
                    self._stamp = stamp
            else:
                self._put(self._open(), stamp)
        except (PerformanceGraphError, OSError) as error:
            self._not_before = time.monotonic() + RETRY_SECONDS
            _log.warning("the new build does not open, the old one goes on serving: %s", error)
        finally:
            with self._lock:
                self._opener = None

    def _open(self) -> Served:
        served = Served(self._directory, model=self._model, query_workers=self._query_workers)
        try:
            served.warm()
        except BaseException:
            served.close()
            raise
        return served

    def _put(self, served: Served, stamp: Stamp | None) -> None:
        with self._lock:
            old, closed = self._current, self._closed
            if not closed:
                self._current, self._stamp = _Opened(served), stamp
        if closed:
            served.close()
            raise NoDatasetError(str(self._directory))
        if self._on_open is not None:
            self._on_open(served.build_id)
        _log.info("build %s is served", served.build_id)
        if old is not None:
            self._retire(old)
