"""What can be typed: verbs, options, exit codes. Each verb's work stands in a module of its own, imported when used.

Exit codes: 0 done (also for "none" and for findings); 1 could not; 2 asked wrongly; 130 interrupted. argparse, and
not a heavier library, because ``kg search`` as a whole process must take less time than a reader notices.
"""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from api.cli.words import phrase
from kg.errors import PerformanceGraphError, RequestError
from kg.messages import LANGUAGES, Language, error_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Verb = Callable[[argparse.Namespace], int]

DONE, COULD_NOT, ASKED_WRONGLY, INTERRUPTED = 0, 1, 2, 130
SPARQL_FORMATS = ("table", "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld")
EXPORT_FORMATS = ("nquads", "trig", "turtle", "jsonld", "graphml", "records", "csv", "xlsx")
LEVELS = ("national", "province", "city", "district", "township", "unknown")


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in the reader's language and ends with 2."""

    language: Language = "zh"

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        detail = message if self.language == "en" else _in_chinese(message)
        self.exit(ASKED_WRONGLY, phrase("usage-error", self.language, detail=detail) + "\n")


# what argparse says, and the phrase that says it
_USAGE = (
    (re.compile(r"argument (?P<name>\S+): invalid choice: (?P<found>.+) \(choose from (?P<expected>.+)\)"), "choice"),
    (re.compile(r"argument (?P<name>\S+): invalid \S+ value: (?P<found>.+)"), "value"),
    (re.compile(r"argument (?P<name>\S+): expected one argument"), "no-value"),
    (re.compile(r"the following arguments are required: (?P<name>.+)"), "required"),
    (re.compile(r"unrecognized arguments: (?P<name>.+)"), "unknown"),
    (re.compile(r"argument (?P<name>\S+): (?P<found>.+)"), "other"),
)


def _in_chinese(message: str) -> str:
    for pattern, key in _USAGE:
        match = pattern.fullmatch(message)
        if match:
            return phrase(f"usage-{key}", "zh", **match.groupdict())
    return message


def _language(arguments: Sequence[str]) -> Language:
    """Find the language before parsing, since the parser's own help is in it."""
    wanted = os.environ.get("KG_LANG", "zh")
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            wanted = arguments[position + 1]
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    return "en" if wanted == "en" else "zh"


def build_parser(language: Language = "zh") -> argparse.ArgumentParser:
    """Return the parser of all verbs, its help in ``language``."""

    def say(key: str) -> str:
        return phrase(key, language).replace("%", "%%")  # argparse formats help texts with %

    _Parser.language = language
    shared = _Parser(add_help=False)
    shared.add_argument("--lang", choices=LANGUAGES, default=language, help=say("help-lang"))
    shared.add_argument("-h", "--help", action="help", help=say("help-help"))
    dataset = _Parser(add_help=False)
    dataset.add_argument(
        "--dataset", metavar="DIR", default=os.environ.get("KG_DATASET", "dataset"), help=say("help-dataset")
    )
    shown = _Parser(add_help=False)
    shown.add_argument("--format", choices=("table", "json", "csv"), default="table", help=say("help-format"))
    shown.add_argument("--json", dest="format", action="store_const", const="json", help=say("help-json"))

    parser = _Parser(prog="kg", description=say("about"), add_help=False, parents=[shared])
    parser.add_argument("--version", action="store_true", help=say("help-version"))
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title=say("verbs"), parser_class=_Parser)

    def verb(name: str, *parents: _Parser) -> argparse.ArgumentParser:
        text = say(f"verb-{name}")
        return verbs.add_parser(name, help=text, description=text, parents=[shared, *parents], add_help=False)

    def filtered(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--level", choices=LEVELS, help=say("help-level"))
        parser.add_argument("--department", metavar="NAME", help=say("help-department"))
        parser.add_argument("--year", type=int, metavar="YEAR", help=say("help-year"))
        parser.add_argument("--category", metavar="CATEGORY", help=say("help-category"))
        parser.add_argument("--unit", metavar="ORGANISATION", help=say("help-unit"))
        parser.add_argument("--measure-unit", metavar="UNIT", help=say("help-measure-unit"))
        parser.add_argument("--min", metavar="VALUE", help=say("help-min"))
        parser.add_argument("--max", metavar="VALUE", help=say("help-max"))
        parser.add_argument("--model", metavar="NAME", help=say("help-model"))

    def serving(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", metavar="ADDRESS", default="127.0.0.1", help=say("help-host"))
        parser.add_argument("--port", type=_port, default=8000, metavar="N", help=say("help-port"))
        parser.add_argument("--query-workers", type=_positive, default=2, metavar="N", help=say("help-query-workers"))
        parser.add_argument("--model", metavar="NAME", help=say("help-model"))

    demo = verb("demo")
    demo.add_argument("--keep", metavar="DIR", help=say("help-keep-demo"))
    demo.add_argument("--serve", action="store_true", help=say("help-serve-demo"))
    serving(demo)

    read = verb("read")
    read.add_argument("file", metavar="FILE", help=say("help-file"))

    build = verb("build", dataset)
    build.add_argument("sources", metavar="SOURCE", nargs="*", help=say("help-sources"))
    build.add_argument("--add", action="store_true", help=say("help-add"))
    build.add_argument("--yes", action="store_true", help=say("help-yes"))
    build.add_argument("--workers", type=_positive, default=1, metavar="N", help=say("help-workers"))
    build.add_argument("--model", metavar="NAME", help=say("help-model"))
    build.add_argument("--download", action="store_true", help=say("help-download"))
    build.add_argument("--base-iri", metavar="IRI", help=say("help-base-iri"))
    build.add_argument("--neighbours", type=_positive, default=0, metavar="K", help=say("help-neighbours"))
    build.add_argument("--strict", action="store_true", help=say("help-strict"))
    build.add_argument("--keep", type=_positive, default=3, metavar="N", help=say("help-keep"))

    search = verb("search", dataset, shown)
    search.add_argument("text", metavar="TEXT|@FILE", help=say("help-text"))
    search.add_argument("--limit", type=_positive, default=10, metavar="N", help=say("help-limit"))
    search.add_argument("--typed", action="store_true", help=say("help-typed"))
    search.add_argument("--facets", action="store_true", help=say("help-facets"))
    filtered(search)

    compare = verb("compare", dataset, shown)
    compare.add_argument("text", metavar="TEXT|IRI", help=say("help-compared"))
    compare.add_argument("--limit", type=_positive, metavar="N", help=say("help-limit-compare"))
    filtered(compare)
    compare.epilog = say("compare-json")

    sparql = verb("sparql", dataset)
    sparql.add_argument("query", metavar="QUERY|@FILE|-", help=say("help-query"))
    sparql.add_argument("--format", choices=SPARQL_FORMATS, default="table", help=say("help-format"))
    sparql.add_argument("--json", dest="format", action="store_const", const="json", help=say("help-json"))
    sparql.add_argument("--timeout", type=float, default=30.0, metavar="SECONDS", help=say("help-timeout"))
    sparql.add_argument("--output", metavar="FILE", help=say("help-output"))

    audit = verb("audit", dataset, shown)
    audit.add_argument("--severity", choices=("error", "check", "info"), help=say("help-severity"))
    audit.add_argument("--rule", metavar="RULE", help=say("help-rule"))
    audit.add_argument("--strict", action="store_true", help=say("help-strict-audit"))

    export = verb("export", dataset)
    export.add_argument("--format", choices=EXPORT_FORMATS, required=True, help=say("help-export-format"))
    export.add_argument("--output", metavar="FILE", help=say("help-output"))

    verb("verify", dataset, shown)

    evaluate = verb("evaluate", dataset, shown)
    evaluate.add_argument("judgements", metavar="JUDGEMENTS", help=say("help-judgements"))
    evaluate.add_argument("--queries", action="store_true", help=say("help-queries"))

    serving(verb("serve", dataset))

    doctor = verb("doctor", dataset)
    doctor.add_argument("--json", action="store_true", help=say("help-json"))
    return parser


# where each verb's work stands: module and function
_VERBS = {
    "demo": ("api.cli.showing", "demo"),
    "read": ("api.cli.building", "read"),
    "build": ("api.cli.building", "build"),
    "verify": ("api.cli.building", "verify"),
    "search": ("api.cli.searching", "search"),
    "compare": ("api.cli.comparing", "compare"),
    "evaluate": ("api.cli.searching", "evaluate"),
    "sparql": ("api.cli.querying", "sparql"),
    "audit": ("api.cli.auditing", "audit"),
    "export": ("api.cli.exporting", "export"),
    "serve": ("api.http.serving", "serve"),
    "doctor": ("api.cli.showing", "doctor"),
}


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} < 1")
    return number


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text}: 0–65535")
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never raises for anything a user can cause."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    # A command starts by making objects that stay; to look for rubbish after every 700 takes a tenth of the start.
    gc.set_threshold(50_000, 20, 50)
    language = _language(arguments)
    parser = build_parser(language)
    try:
        parsed = parser.parse_args(arguments)
    except SystemExit as leaving:  # argparse has said what was wrong, or has printed the help
        return leaving.code if isinstance(leaving.code, int) else ASKED_WRONGLY
    if parsed.version:
        from importlib.metadata import version

        print(f"jixiao-kg {version('jixiao-kg')}")
        return DONE
    if parsed.verb is None:
        parser.print_help()
        return ASKED_WRONGLY
    module, function = _VERBS[parsed.verb]
    try:
        run: Verb = getattr(import_module(module), function)
        return run(parsed)
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
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        where = error.filename or ""
        print(phrase("system-error", language, where=where, detail=error.strerror or str(error)), file=sys.stderr)
        return COULD_NOT
