"""One catalogue of all sentences for people, in Chinese (default) and English.

Errors and findings carry a key and parts; here the parts become a sentence. The catalogue is data:
``catalogue.json`` beside this module, ``{"errors": {key: {"zh", "en"}}, "findings": {...}, "words": {...}}``; its
``codes`` are words for codes of records, ``{group: {code: {"zh", "en"}}}``. What is
wrong with a query is said in English where it is found; ``syntax_details.json`` has the Chinese for it.
Rendering happens at the edges only; in the graph findings carry both languages.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.errors import PerformanceGraphError

Language = Literal["zh", "en"]
# importlib.resources would bring tempfile, shutil and random into every command
_DATA = Path(__file__).parent
LANGUAGES: tuple[Language, ...] = ("zh", "en")
# parts that are names, said in a clause of their own, and the clause where there is none
_LISTS = {"nearest": "nothing-near", "skipped": "skipped-nothing"}


@cache
def _catalogue() -> dict[str, dict[str, dict[str, str]]]:
    loaded: dict[str, dict[str, dict[str, str]]] = json.loads(
        _DATA.joinpath("catalogue.json").read_text(encoding="utf-8")
    )
    return loaded


def _syntax_in_chinese(detail: str) -> str:
    """Say what is wrong with a query; a detail of the engine's own that no pattern knows stays as it is."""
    table: dict[str, str] = json.loads(_DATA.joinpath("syntax_details.json").read_text(encoding="utf-8"))
    for pattern, template in table.items():
        match = re.fullmatch(pattern, detail, re.DOTALL)
        if match:
            return template.format_map(match.groupdict())
    return detail


def _shown(part: object, language: Language) -> str:
    if isinstance(part, tuple | list):
        return ("、" if language == "zh" else ", ").join(str(item) for item in part)
    return str(part)


def _fill(section: str, key: str, params: Mapping[str, Any], language: Language) -> str:
    template = _catalogue()[section][key][language]
    return template.format_map({name: _shown(part, language) for name, part in params.items()})


def error_text(error: PerformanceGraphError, language: Language = "zh") -> str:
    """Say an error in the reader's language: where, what was found, what was expected.

    >>> from kg.errors import NoDatasetError
    >>> error_text(NoDatasetError("dataset"), "en")
    'dataset: no dataset here; make one with `kg build SOURCE --dataset dataset`'

    """
    params = error.params()
    if "reason" in params:
        params["reason"] = word(str(params["reason"]), language)
    if error.key == "query-syntax" and language == "zh":
        params["detail"] = _syntax_in_chinese(str(params["detail"]))
    for part, none in _LISTS.items():
        if part in params:
            params[part] = _fill("words", part if params[part] else none, {"names": params[part]}, language)
    if "rules" in params:
        found: tuple[str, ...] = params["rules"]  # type: ignore[assignment]
        lines = [word("rule-named", language, rule=rule, label=rule_label(rule, language)) for rule in found]
        rest, names = len(rules()) - len(found), "\n".join(lines)
        params["rules"] = word("rules-found" if found else "rules-none", language, names=names, rest=rest)
    return _fill("errors", error.key, params, language)


def finding_text(rule: str, params: Mapping[str, Any], language: Language = "zh") -> str:
    """Say a finding (核查发现) in the reader's language; raises ``KeyError`` for a rule without a sentence."""
    # the field of a record is a key in the graph and a name in a sentence
    named = {"field": word(f"field-{params['field']}", language)} if "field" in params else {}
    return _fill("findings", rule, {**params, **named}, language)


def rule_label(rule: str, language: Language = "zh") -> str:
    """Return the short name of a rule, as shown in tables and as ``skos:prefLabel``."""
    return _catalogue()["rules"][rule][language]


def rules() -> tuple[str, ...]:
    """Return the ids of all rules that can make a finding, sorted."""
    return tuple(sorted(_catalogue()["rules"]))


def rule_of(name: str) -> str | None:
    """Return the id of a rule by its id or its short name in either language, ``None`` where there is none.

    >>> rule_of("名称损坏"), rule_of("damaged-name"), rule_of("损坏")
    ('damaged-name', 'damaged-name', None)

    """
    known = _catalogue()["rules"]
    return next((rule for rule, labels in known.items() if name in (rule, *labels.values())), None)


def code_labels(group: str) -> Mapping[str, Mapping[Language, str]]:
    """Return the words for the codes of an enumeration, in both languages; empty where it has none.

    >>> code_labels("comparator")["ge"]
    {'zh': '不少于', 'en': 'at least'}

    """
    groups: Mapping[str, Any] = _catalogue()["codes"]
    found: Mapping[str, Mapping[Language, str]] = groups.get(group, {})
    return found


def word(key: str, language: Language = "zh", **params: object) -> str:
    """Return a fixed phrase of the interface."""
    return _fill("words", key, params, language)
