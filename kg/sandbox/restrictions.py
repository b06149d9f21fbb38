"""What a reading process may not do: memory, processor time, files, network, processes; and who holds it to that.

Each promise is held by the *system* (native code, too), by the *interpreter* (an audit hook, which native code goes
round), or by nobody; which one it is depends on the platform and is told, not assumed. Restricting is done once, after
all that every file needs is imported, and cannot be taken back.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import resource
import select
import signal
import sys
from typing import Any, Final, Literal

from kg.sandbox.system_calls import filter_calls

Holder = Literal["system", "interpreter", "nobody"]
MEASURES: Final = ("memory", "processor", "writing", "network", "processes", "parent")
"""In this order: address space, processor time, changing files, sockets, programs, ending with the parent."""

_OPEN_FILES: Final = 64
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_LINUX: Final = sys.platform.startswith("linux")
_CHANGES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED: Final = frozenset(
    {
        "os.chflags", "os.chmod", "os.chown", "os.exec", "os.fork", "os.forkpty", "os.killpg", "os.link",
        "os.mkdir", "os.posix_spawn", "os.remove", "os.removexattr", "os.rename", "os.rmdir", "os.setxattr",
        "os.spawn", "os.startfile", "os.symlink", "os.system", "os.truncate", "os.utime", "pty.spawn",
        "signal.pthread_kill", "sqlite3.connect", "subprocess.Popen", "webbrowser.open",
    }
)  # fmt: skip


def restrict(memory_bytes: int, lifeline: int) -> dict[str, Holder]:
    """Give up what reading does not need; returns who holds each of ``MEASURES``.

    Args:
        memory_bytes: Address space of the process.
        lifeline: Reading end of a pipe; when its other end closes, the process is ended.

    """
    _volunteer_for_lack_of_memory()
    separate = _leave_network()
    tied = _end_with(lifeline)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _limit(resource.RLIMIT_AS, memory_bytes)
    for number in (signal.SIGXCPU, signal.SIGALRM, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    filtered = filter_calls()
    forkless = filtered
    if not filtered and os.geteuid() != 0:  # for root this limit does not count
        _limit(resource.RLIMIT_NPROC, 0)
        forkless = _LINUX
    sys.addaudithook(_refuse)
    return {
        "memory": "system" if _LINUX else "nobody",
        "processor": "system",
        "writing": _holder(filtered),
        "network": _holder(filtered or separate),
        "processes": _holder(forkless),
        "parent": "system" if tied else "nobody",
    }


def allow_processor(seconds: int) -> None:
    """Let the process use so much processor time from now on; beyond, the system ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _holder(held: bool) -> Holder:
    return "system" if held else "interpreter"


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what Python code asks for: the audit hook."""
    if event == "open":
        flags = arguments[2]
        if not (isinstance(flags, int) and flags & _CHANGES):
            return
    elif event == "os.kill":
        if arguments[0] == os.getpid():
            return
    elif event not in _REFUSED and not event.startswith("socket."):
        return
    raise PermissionError(f"a reading process may not do this: {event}")


def _limit(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


def _volunteer_for_lack_of_memory() -> None:
    """Where the machine runs out of memory, let it end this process and not the one that asked."""
    if _LINUX:
        try:
            descriptor = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
            os.write(descriptor, b"1000")
            os.close(descriptor)
        except OSError:
            pass  # a machine without /proc: only the choice of the victim is lost


def _leave_network() -> bool:
    """Enter a network of one's own, which has no way out; tells whether the system lets one."""
    if not _LINUX:
        return False
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    return bool(unshare(_NEW_USER | _NEW_NETWORK) == 0 or unshare(_NEW_NETWORK) == 0)


def _end_with(lifeline: int) -> bool:
    """Have the system end this process when the pipe closes, also in the middle of native code."""
    if not _LINUX:
        return False
    # by default SIGIO ends a process; nothing is ever written to the pipe, so only its closing raises it
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    poll = select.poll()
    poll.register(lifeline, 0)
    if poll.poll(0):  # closed before we asked to be told
        os._exit(0)
    return True
