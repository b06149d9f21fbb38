"""What can be typed (命令行的词): verbs, options, and of which kind each value is; wrong ones get one sentence.

argparse, and not a heavier library, because ``kg search`` as a whole process must take less time than a reader notices.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

from api.cli.words import phrase
from kg.messages import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ASKED_WRONGLY = 2
SPARQL_FORMATS = ("table", "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld")
CORRECT_USAGE = """%(prog)s [OPTION…] DOCUMENT KIND ORDINAL|IRI FIELD VALUE --reason WORDS
       %(prog)s --remove [OPTION…] DOCUMENT KIND ORDINAL|IRI FIELD
       %(prog)s --remove [OPTION…] LINE
       %(prog)s --list"""
EXPORT_FORMATS = ("nquads", "trig", "turtle", "jsonld", "graphml", "records", "csv", "xlsx")
FILTERS = {
    "level": "LEVEL", "department": "NAME", "year": "YEAR", "category": "CATEGORY", "unit": "ORGANISATION",
    "measure_unit": "UNIT", "min": "VALUE", "max": "VALUE",
}  # fmt: skip
"""The filters of the search, each with the word for its value; listed here, as the search takes long to import."""
SEVERITIES = ("error", "check", "info")
LONGEST_SECONDS = 86_400
_MOST_WORKERS = 8


class _Formatter(argparse.HelpFormatter):
    """Help whose own words are in the reader's language, too."""

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, phrase("help-usage", _Parser.language) if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in the reader's language and ends with 2."""

    language: Language = "zh"

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401
        super().__init__(formatter_class=_Formatter, **settings)
        self._positionals.title = phrase("help-arguments", self.language)
        self._optionals.title = phrase("help-options", self.language)

    def refuse(self, unknown: Sequence[str]) -> NoReturn:
        """Say which word is not known, and which option is near it."""
        from difflib import get_close_matches

        options = [name for action in self._actions for name in action.option_strings if name.startswith("--")]
        for word in unknown:
            near = get_close_matches(f"--{word.lstrip('-').partition('=')[0]}", options, 1)
            if word.startswith("-") and near:
                self.print_usage(sys.stderr)
                detail = phrase("usage-unknown-near", self.language, name=word, near=near[0])
                self.exit(ASKED_WRONGLY, phrase("usage-error", self.language, detail=detail) + "\n")
        self.error(f"unrecognized arguments: {' '.join(unknown)}")

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
    (re.compile(r"argument (?P<name>\S+): not allowed with argument (?P<other>\S+)"), "together"),
    (re.compile(r"argument (?P<name>\S+): (?P<found>.+)"), "other"),
)


def _in_chinese(message: str) -> str:
    for pattern, key in _USAGE:
        match = pattern.fullmatch(message)
        if match:
            return phrase(f"usage-{key}", "zh", **match.groupdict())
    return message


def parse(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse, and let the verb itself say what it does not know: with its own usage, and the nearest of its options."""
    found, unknown = parser.parse_known_args(arguments)
    for action in parser._actions if unknown else ():
        if isinstance(action.choices, dict) and isinstance(verb := action.choices.get(found.verb), _Parser):
            verb.refuse(unknown)
    if unknown:
        parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return found


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
        for name, metavar in FILTERS.items():
            option = name.replace("_", "-")
            parser.add_argument(f"--{option}", type=_words, metavar=metavar, help=say(f"help-{option}"))
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

    read = verb("read", shown)
    read.add_argument("file", metavar="FILE", help=say("help-file"))
    read.add_argument("--ledger", action="store_true", help=say("help-ledger"))
    read.add_argument("--unclaimed", action="store_true", help=say("help-unclaimed"))
    read.add_argument("--corrections", metavar="FILE", help=say("help-corrections"))

    build = verb("build", dataset)
    build.add_argument("sources", metavar="SOURCE", nargs="*", help=say("help-sources"))
    build.add_argument("--add", action="store_true", help=say("help-add"))
    build.add_argument("--yes", action="store_true", help=say("help-yes"))
    build.add_argument("--workers", type=_positive, default=_processors(), metavar="N", help=say("help-workers"))
    build.add_argument("--model", metavar="NAME", help=say("help-model"))
    build.add_argument("--download", action="store_true", help=say("help-download"))
    build.add_argument("--base-iri", metavar="IRI", help=say("help-base-iri"))
    build.add_argument("--neighbours", type=_positive, metavar="K", help=say("help-neighbours"))
    build.add_argument("--strict", action="store_true", help=say("help-strict"))
    build.add_argument("--keep", type=_positive, default=3, metavar="N", help=say("help-keep"))

    correct = verb("correct", dataset)
    correct.usage = CORRECT_USAGE
    # all that is typed goes to the first: how many words say what is meant depends on the options
    correct.add_argument(
        "about", metavar="DOCUMENT KIND ORDINAL|IRI", nargs="+", type=_words, help=say("help-about")
    ).required = False
    correct.add_argument("field", metavar="FIELD", nargs="?", help=say("help-field"))
    correct.add_argument("value", metavar="VALUE", nargs="?", help=say("help-value"))
    correct.add_argument("--reason", metavar="WORDS", default="", type=_words, help=say("help-reason"))
    correct.add_argument("--by", metavar="NAME", default="", type=_words, help=say("help-by"))
    correct.add_argument("--date", metavar="DAY", help=say("help-date"))
    correct.add_argument("--yes", action="store_true", help=say("help-yes-correct"))
    other = correct.add_mutually_exclusive_group()
    other.add_argument("--replace", action="store_true", help=say("help-replace"))
    other.add_argument("--remove", action="store_true", help=say("help-remove"))
    other.add_argument("--list", action="store_true", help=say("help-list"))

    search = verb("search", dataset, shown)
    search.add_argument("text", type=_words, metavar="TEXT|@FILE", help=say("help-text"))
    search.add_argument("--limit", type=_positive, default=10, metavar="N", help=say("help-limit"))
    search.add_argument("--typed", action="store_true", help=say("help-typed"))
    search.add_argument("--facets", action="store_true", help=say("help-facets"))
    search.add_argument("--why", action="store_true", help=say("help-why"))
    search.add_argument("--reranker", metavar="NAME", help=say("help-reranker"))
    filtered(search)

    compare = verb("compare", dataset, shown)
    compare.add_argument("text", type=_words, metavar="TEXT|IRI", help=say("help-compared"))
    compare.add_argument("--limit", type=_positive, metavar="N", help=say("help-limit-compare"))
    filtered(compare)
    compare.epilog = say("compare-json")

    sparql = verb("sparql", dataset)
    sparql.add_argument("query", type=_words, metavar="QUERY|@FILE|-", help=say("help-query"))
    sparql.add_argument("--format", choices=SPARQL_FORMATS, help=say("help-sparql-format"))
    sparql.add_argument("--json", dest="format", action="store_const", const="json", help=say("help-json"))
    sparql.add_argument("--timeout", type=_seconds, default=30.0, metavar="SECONDS", help=say("help-timeout"))
    sparql.add_argument("--output", metavar="FILE", help=say("help-output"))
    sparql.add_argument("--model", metavar="NAME", help=say("help-model"))

    audit = verb("audit", dataset, shown)
    audit.add_argument("--severity", type=_severity, choices=SEVERITIES, help=say("help-severity"))
    audit.add_argument("--rule", metavar="RULE", help=say("help-rule"))
    audit.add_argument("--strict", action="store_true", help=say("help-strict-audit"))

    export = verb("export", dataset)
    export.add_argument("--format", choices=EXPORT_FORMATS, required=True, help=say("help-export-format"))
    export.add_argument("--output", metavar="FILE", help=say("help-output"))

    verb("verify", dataset, shown)

    diff = verb("diff", dataset)
    diff.add_argument("builds", metavar="BUILD", nargs="*", type=_words, help=say("help-builds"))
    diff.add_argument("--format", choices=("text", "json"), default="text", help=say("help-format"))
    diff.add_argument("--json", dest="format", action="store_const", const="json", help=say("help-json"))

    evaluate = verb("evaluate", dataset, shown)
    evaluate.add_argument("judgements", metavar="JUDGEMENTS", help=say("help-judgements"))
    evaluate.add_argument("--queries", action="store_true", help=say("help-queries"))
    evaluate.add_argument("--model", metavar="NAME", help=say("help-model"))

    serving(verb("serve", dataset))

    doctor = verb("doctor", dataset)
    doctor.add_argument("--json", action="store_true", help=say("help-json"))
    return parser


def _processors() -> int:
    """Return how many processors this process may use, of which reading takes at most :data:`_MOST_WORKERS`."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _MOST_WORKERS)


def _positive(text: str) -> int:
    return int(_number(text, int, lambda number: number >= 1, "1, 2, 3 …"))


def _seconds(text: str) -> float:
    expected = phrase("usage-seconds", _Parser.language, most=LONGEST_SECONDS)
    return _number(text, float, lambda number: 0 < number <= LONGEST_SECONDS, expected)


def _number(text: str, kind: type[int | float], fits: Callable[[float], bool], expected: str) -> float:
    """Read a number, or say what was found and what was expected."""
    number: float | None = None
    with suppress(ValueError):
        number = kind(text)
    if number is None or not fits(number):
        raise argparse.ArgumentTypeError(phrase("usage-number", _Parser.language, found=text, expected=expected))
    return number


def _severity(text: str) -> str:
    """Take the word that the table prints (错误) for its code; what is neither stays, and is no choice."""
    return next((code for code in SEVERITIES if text == phrase(f"severity-{code}", _Parser.language)), text)


def _words(text: str) -> str:
    """Refuse words whose bytes are no text on this machine; file names may be anything."""
    if not text.startswith("@") and not text.isprintable():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise argparse.ArgumentTypeError(phrase("usage-no-text", _Parser.language)) from None
    return text


def _port(text: str) -> int:
    return int(_number(text, int, lambda number: 0 <= number <= 65535, "0–65535"))
