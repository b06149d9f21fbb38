"""Running a command: its parser, its work, and an exit code for whatever happens.

Exit codes: 0 done (also for "none" and for findings); 1 could not; 2 asked wrongly; 130 interrupted. Each verb's work
stands in a module of its own, imported when used.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.parser import ASKED_WRONGLY, build_parser, parse
from api.cli.words import phrase, phrases
from kg.errors import PerformanceGraphError, RequestError
from kg.messages import LANGUAGES, Language, error_text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    Verb = Callable[[argparse.Namespace], int]

DONE, COULD_NOT, INTERRUPTED = 0, 1, 130


# where each verb's work stands: module and function
_VERBS = {
    "demo": ("api.cli.showing", "demo"),
    "read": ("api.cli.reading", "read"),
    "correct": ("api.cli.correcting", "correct"),
    "build": ("api.cli.building", "build"),
    "verify": ("api.cli.building", "verify"),
    "diff": ("api.cli.differing", "diff"),
    "search": ("api.cli.searching", "search"),
    "compare": ("api.cli.comparing", "compare"),
    "evaluate": ("api.cli.evaluating", "evaluate"),
    "sparql": ("api.cli.querying", "sparql"),
    "audit": ("api.cli.auditing", "audit"),
    "export": ("api.cli.exporting", "export"),
    "serve": ("api.http.serving", "serve"),
    "doctor": ("api.cli.showing", "doctor"),
}


def _language(arguments: Sequence[str]) -> Language:
    """Find the language before parsing, since the parser's own help is in it."""
    wanted = os.environ.get("KG_LANG", "zh")
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            wanted = arguments[position + 1]
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    return "en" if wanted == "en" else "zh"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never raises for anything a user can cause."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    _prepare_streams()
    # A command starts by making objects that stay; to look for rubbish after every 700 takes a tenth of the start.
    gc.set_threshold(50_000, 20, 50)
    # Before numpy comes: its products are small here, and more threads would mostly wait, at full speed.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    language = _language(arguments)
    if (set_to := os.environ.get("KG_LANG") or language) not in LANGUAGES:
        print(phrase("unknown-language", language, found=set_to), file=sys.stderr)
    parser = build_parser(language)
    try:
        parsed = parse(parser, arguments)
    except SystemExit as leaving:  # argparse has said what was wrong, or has printed the help
        return leaving.code if isinstance(leaving.code, int) else ASKED_WRONGLY
    if parsed.version:
        from importlib.metadata import version

        print(f"jixiao-kg {version('jixiao-kg')}")
        return DONE
    if parsed.verb is None:
        parser.print_help()
        return ASKED_WRONGLY
    try:
        return _run(parsed)
    except RequestError as error:
        print(error_text(error, language), file=sys.stderr)
        return ASKED_WRONGLY
    except PerformanceGraphError as error:
        print(error_text(error, language), file=sys.stderr)
        return COULD_NOT
    except KeyboardInterrupt:
        print(phrase("interrupted", language), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read our output has seen enough; keep the interpreter from complaining at exit
        _drop_output()
        return DONE
    except OSError as error:
        print(_system_error(error, language), file=sys.stderr)
        if error.filename is None:
            _drop_output()
        return COULD_NOT


def _run(parsed: argparse.Namespace) -> int:
    module, function = _VERBS[parsed.verb]
    run: Verb = getattr(import_module(module), function)
    code = run(parsed)
    sys.stdout.flush()  # here, where a reader that has gone or a full disk can still be told
    return code


def _prepare_streams() -> None:
    """Let any words be written: a closed stream swallows them, one that cannot hold Chinese gets it escaped."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - as long as the process
        elif isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Throw away what was not written yet: nobody reads it, and the interpreter would complain at its end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _system_error(error: OSError, language: Language) -> str:
    """Say what the system would not do, and with which file."""
    key = f"system-{errno.errorcode.get(error.errno or 0, '')}"
    detail = phrase(key, language) if key in phrases() else error.strerror or str(error)
    where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    return phrase("system-error", language, where=where, detail=detail) if where else detail
