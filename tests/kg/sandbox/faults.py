"""A reader that does what a hostile file may bring a reader to do; the bytes of the "file" name the deed.

Reading processes get it by import path, which only these tests do: no document can choose a reader.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from kg.errors import FileLimitError, NothingReadableError, UnknownFormError
from kg.sandbox.outcome import ReadOutcome

ENTRY = f"{__name__}:read_job"


def _said(text: str) -> ReadOutcome:
    return ReadOutcome("{}\n", text, "form", {"tasks": 1}, frozenset(), frozenset())


def _channels() -> list[int]:
    return [int(name) for name in os.listdir("/proc/self/fd") if _is_socket(int(name))]  # noqa: PTH208


def _is_socket(descriptor: int) -> bool:
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}").startswith("socket:")  # noqa: PTH115
    except OSError:
        return False


def _write_on_channel(data: bytes) -> None:
    for descriptor in _channels():
        os.write(descriptor, data)


def ok(*_):
    return _said(f"{os.getpid()}")


def nothing(*_):
    return _said("")


def memory(*_):
    kept = []
    while True:
        kept.append(bytearray(32 << 20))


def swallowed_memory(*_):
    """Native code that is out of memory ends the process."""
    os.write(2, b"memory allocation of 549755813888 bytes failed\n")
    os.kill(os.getpid(), signal.SIGABRT)


def spin(data, names, metadata, limits, tick):
    while True:
        tick()


def spin_in_native_code(*_):
    return _said(str(10**10**10))


def stall(*_):
    time.sleep(600)


def slow_but_alive(data, names, metadata, limits, tick):
    begun = time.monotonic()
    for _ in range(7):
        time.sleep(0.2)
        tick()
    return _said(f"{begun} {time.monotonic()}")


def endless_but_alive(data, names, metadata, limits, tick):
    while True:
        time.sleep(0.1)
        tick()


def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)


def crash(*_):
    ctypes.string_at(0)


def leave(*_):
    os._exit(7)


def leave_politely(*_):
    sys.exit(3)


def junk_on_stdout(*_):
    os.write(1, b"junk" * 100_000)
    os.write(2, b"") if not _fills(2) else None
    print("more junk")  # noqa: T201
    print("and more", file=sys.stderr)  # noqa: T201
    return _said("done")


def _fills(descriptor: int) -> bool:
    """Write until the pipe is full: last words must never make a reader wait."""
    try:
        while True:
            os.write(descriptor, b"x" * 65_536)
    except BlockingIOError:
        return True


def junk_on_channel(*_):
    _write_on_channel(b"\x00\xffjunk" * 1000)
    time.sleep(600)


def half_a_frame(*_):
    _write_on_channel(b"a\x00\x00\x00\x10")
    os._exit(0)


def no_json(*_):
    _write_on_channel(b"a" + (5).to_bytes(4) + (0).to_bytes(8) + b"junk!")
    time.sleep(600)


def strange_answer(*_):
    _write_on_channel(b"a" + (15).to_bytes(4) + (0).to_bytes(8) + b'{"status":"xy"}')
    time.sleep(600)


def announce_all_memory(*_):
    _write_on_channel(b"a" + (5).to_bytes(4) + (1 << 62).to_bytes(8))
    time.sleep(600)


def close_channel(*_):
    for descriptor in _channels():
        os.close(descriptor)
    time.sleep(600)


def huge(data, names, metadata, limits, tick):
    return _said("x" * (limits.answer_bytes + 1))


def refuse(data, names, metadata, limits, tick):
    raise UnknownFormError(names[0], "开头")


def refuse_with_numbers(data, names, metadata, limits, tick):
    raise FileLimitError(names[0], "limit-members", "3", "2")


def refuse_other(*_):
    raise NothingReadableError(7)


def unforeseen(*_):
    return {}["no such key"]


def recursion(*_):
    return recursion()


def open_socket(*_):
    socket.socket()


def look_up_name(*_):
    socket.getaddrinfo("localhost", 80)


def start_program(*_):
    subprocess.run(["/bin/true"], check=True)


def shell(*_):
    os.system("true")


def fork(*_):
    os.fork()


def write_file(data, names, metadata, limits, tick):
    Path(metadata["path"]).write_text("x")


def append_file(data, names, metadata, limits, tick):
    os.open(metadata["path"], os.O_WRONLY | os.O_APPEND)


def remove_file(data, names, metadata, limits, tick):
    Path(metadata["path"]).unlink()


def native_attempts(data, names, metadata, limits, tick):
    """Try the same from native code, which no audit hook sees; says what went through."""
    system = ctypes.CDLL(None, use_errno=True)
    path = metadata["path"].encode()
    done = {
        "socket": system.socket(socket.AF_INET, socket.SOCK_STREAM, 0) >= 0,
        "unix": system.socket(socket.AF_UNIX, socket.SOCK_STREAM, 0) >= 0,
        "open": system.open(path, os.O_WRONLY) >= 0,
        "create": system.open(path + b".new", os.O_WRONLY | os.O_CREAT, 0o600) >= 0,
        "unlink": system.unlink(path) == 0,
        "rename": system.rename(path, path + b".old") == 0,
        "mkdir": system.mkdir(path + b".dir", 0o700) == 0,
        "kill": system.kill(os.getppid(), 0) == 0,
        "unshare": system.unshare(0x10000000) == 0,
    }
    process = system.fork()
    if process == 0:
        os._exit(0)
    done["fork"] = process > 0
    arguments = (ctypes.c_char_p * 2)(b"/bin/true", None)
    done["exec"] = system.execv(b"/bin/true", arguments) == 0
    return _said(" ".join(name for name, through in done.items() if through))


def surroundings(*_):
    """Say what a reader sees of the caller."""
    return _said(repr((sorted(os.environ), str(Path.cwd()), sys.argv, sys.flags.isolated, sys.flags.utf8_mode)))


def grow(*_):
    _KEPT.append(b"x" * (100 << 20))
    return _said(f"{os.getpid()}")


_KEPT: list[bytes] = []


def read_job(data, names, metadata, limits, tick):
    """Do the deed."""
    return globals()[data.decode()](data, names, metadata, limits, tick)
