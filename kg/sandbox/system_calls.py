"""A filter that makes the system itself refuse what a reading process never needs (seccomp, Linux).

An audit hook sees only Python; a hostile file that takes over native code asks the system directly. The filter refuses
sockets, new processes and programs, signals to others, and every way to change a file; threads and reading stay. It
is written in the system's own small filter language, where a rule is "load a word of the call, compare, jump".
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from dataclasses import dataclass
from typing import Final

_SET_NO_NEW_PRIVILEGES: Final = 38
_SET_SECCOMP: Final = 22
_MODE_FILTER: Final = 2

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000
_NUMBER, _ARCHITECTURE = 0, 4
_OTHER_TABLE: Final = 0x40000000
"""Numbers from here on are those of x32, a second table of the same calls."""

_THREAD: Final = 0x00010000
_CHANGES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


@dataclass(frozen=True, slots=True)
class _Calls:
    """Numbers of system calls on one architecture; their names are the system's."""

    architecture: int
    open: int | None
    openat: int
    clone: int
    signals: tuple[int, ...]  # kill, tgkill: to oneself only
    refused: tuple[int, ...]


_SAME_EVERYWHERE: Final = (424, 425, 426, 434, 438, 452)  # pidfd_send_signal, io_uring, pidfd_open/getfd, fchmodat2
_UNKNOWN_HERE: Final = (435, 437)  # clone3, openat2: "not there" makes libraries use the calls that can be judged
_CALLS: Final = {
    "x86_64": _Calls(
        0xC000003E, 2, 257, 56, (62, 234),
        # socket connect socketpair fork vfork execve rename mkdir rmdir creat link unlink symlink truncate chmod chown
        # lchown utime ptrace mknod mount tkill renameat2 mkdirat mknodat fchownat unlinkat renameat linkat symlinkat
        # fchmodat unshare setns process_vm_readv/writev bpf execveat rt_sigqueueinfo rt_tgsigqueueinfo
        (41, 42, 53, 57, 58, 59, 82, 83, 84, 85, 86, 87, 88, 76, 90, 92, 94, 132, 101, 133, 165, 200, 316, 258, 259,
         260, 263, 264, 265, 266, 268, 272, 308, 310, 311, 321, 322, 129, 297),
    ),
    "aarch64": _Calls(
        0xC00000B7, None, 56, 220, (129, 131),
        # socket socketpair connect execve ptrace mknodat mkdirat unlinkat symlinkat linkat renameat mount truncate
        # fchmodat fchownat unshare tkill setns process_vm_readv/writev renameat2 bpf execveat rt_sigqueueinfo
        # rt_tgsigqueueinfo
        (198, 199, 203, 221, 117, 33, 34, 35, 36, 37, 38, 40, 45, 53, 54, 97, 130, 268, 270, 271, 276, 280, 281, 138,
         240),
    ),
}  # fmt: skip


def filter_calls() -> bool:
    """Refuse these calls from now on, in this thread and what it starts; tells whether the system does it."""
    calls = _CALLS.get(platform.machine())
    if calls is None or platform.system() != "Linux" or ctypes.sizeof(ctypes.c_void_p) != 8:
        return False
    system = ctypes.CDLL(None, use_errno=True)
    code = _program(calls, os.getpid())
    program = ctypes.create_string_buffer(code)
    holder = struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(program))
    if system.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(system.prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.create_string_buffer(holder), 0, 0) == 0)


def _program(calls: _Calls, process: int) -> bytes:
    refuse = _step(_RETURN, _REFUSE | errno.EPERM)
    allow = _step(_RETURN, _ALLOW)
    code = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, calls.architecture, yes=1),
        refuse,
        _step(_LOAD, _NUMBER),
        _step(_AT_LEAST, _OTHER_TABLE, no=1),
        refuse,
    ]
    for number in (*calls.refused, *_SAME_EVERYWHERE):
        code += [_step(_EQUAL, number, no=1), refuse]
    for number in _UNKNOWN_HERE:
        code += [_step(_EQUAL, number, no=1), _step(_RETURN, _REFUSE | errno.ENOSYS)]

    def judged(number: int, argument: int, test: bytes) -> list[bytes]:
        """Refuse a call where the test of one argument says no; the test jumps over the refusal."""
        return [_step(_EQUAL, number, no=4), _step(_LOAD, 16 + 8 * argument), test, refuse, allow]

    code += judged(calls.clone, 0, _step(_ANY_BIT, _THREAD, yes=1))
    code += judged(calls.openat, 2, _step(_ANY_BIT, _CHANGES, no=1))
    if calls.open is not None:
        code += judged(calls.open, 1, _step(_ANY_BIT, _CHANGES, no=1))
    for number in calls.signals:
        code += judged(number, 0, _step(_EQUAL, process, yes=1))
    return b"".join([*code, allow])


def _step(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    """Write one step: what to do, with which value, and how many steps to jump over."""
    return struct.pack("HBBI", code, yes, no, value)
