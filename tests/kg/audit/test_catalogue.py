"""Every rule has its words: no finding without a sentence, no sentence without a rule."""

import ast
import json
import string
from importlib.resources import files
from pathlib import Path

import pytest

import kg
from kg.audit import DATASET_RULES, DOCUMENT_RULES, READER_RULES, document_findings
from kg.forms.assembly import REMARKS_TO_CHECK
from kg.messages import finding_text, rule_label, rules
from kg.reading import read_document
from kg.records import Severity

PACKAGES = [Path(kg.__file__).parents[1] / name for name in ("kg", "embeddings", "api")]
AUDIT = {rule.id for rule in (*DOCUMENT_RULES, *DATASET_RULES)}
READER = {rule.id for rule in READER_RULES}


# chosen at run time: by ``kg.forms.trust`` or a value's kind, and what the readers of formats remark
DISTRUST = {
    "missing-value",
    "unreadable-value",
    "placeholder-value",
    "doubled-characters",
    "glued-figures",
    "suspect-comparator",
}
REMARKS = {
    "other-format",
    "hidden-sheet",
    "hidden-rows",
    "hidden-columns",
    "error-values",
    "picture-cells",
    "written-over",
    "invisible-words",
    "cut-off-words",
    "hidden-words",
    "tracked-changes",
    "header-words",
    "pictures-unread",
    "embedded-objects",
    "text-boxes",
    "zeros-not-shown",
    "struck-out",
    "signs-not-read",
    "styles-elsewhere",
    "formula-without-value",
    "joined-table",
    "ocr-text",
    "watermark-left-out",
    "columns-without-rules",
    "rows-without-labels",
}


def sources():
    for package in PACKAGES:
        for path in sorted(package.rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def strings(node):
    """The string constants that an expression can be (both ends of a conditional)."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    if isinstance(node, ast.IfExp):
        return strings(node.body) | strings(node.orelse)
    return set()


def calls(tree, names):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in names and node.args:
                yield node


def reported_by_readers():
    """Rule ids in ``draft.find(…)`` and ``Finding(…)`` of the form readers, with the names of their parameters."""
    for path, tree in sources():
        if "forms" not in path.parts:
            continue
        for call in calls(tree, {"find", "Finding"}):
            given = {keyword.arg for keyword in call.keywords} - {"about", "row"}
            for argument in call.args[1:]:
                if isinstance(argument, ast.Dict):
                    given |= {key.value for key in argument.keys if isinstance(key, ast.Constant)}
            for rule in strings(call.args[0]):
                if len(call.args) > 1:
                    yield rule, given


def placeholders(rule):
    catalogue = json.loads(files("kg").joinpath("catalogue.json").read_text(encoding="utf-8"))
    return {
        language: {name for _, name, _, _ in string.Formatter().parse(text) if name}
        for language, text in catalogue["findings"][rule].items()
    }


def test_every_rule_of_the_tables_has_a_label_and_a_sentence_in_both_languages():
    """The catalogue holds each id under rules and findings, in zh and en."""
    for rule in AUDIT | READER:
        for language in ("zh", "en"):
            assert rule_label(rule, language).strip()
            assert placeholders(rule)[language]
        assert rule_label(rule, "zh") != rule_label(rule, "en")


def test_sentences_of_both_languages_use_the_same_parts():
    """A part said in one language is not kept from the reader of the other, but for units printed in both."""
    for rule in rules():
        parts = placeholders(rule)
        assert parts["zh"] - {"measure_unit"} == parts["en"] - {"measure_unit"}, rule


def test_a_remark_is_as_grave_as_its_rule_says():
    """The severity that a form gives to what a reader remarked is the one that the list of rules tells."""
    grave = {rule.id for rule in READER_RULES if rule.severity is Severity.CHECK}

    assert grave & REMARKS == REMARKS_TO_CHECK


def test_what_the_readers_report_is_listed_and_can_be_said():
    """Each finding of a form reader is in the list, and its sentence uses only what the reader gives."""
    reported = list(reported_by_readers())
    named = {rule for rule, _ in reported}

    assert named <= READER
    assert READER - named == DISTRUST | REMARKS
    for rule, given in reported:
        for language, names in placeholders(rule).items():
            assert names <= given, (rule, language)


def test_what_the_readers_of_formats_remark_can_be_said():
    """Each remark on a file becomes a finding: it is in the list, and its sentence uses only what the remark gives."""
    made = [
        (rule, {key.value for key in call.args[1].keys} if len(call.args) > 1 else set())
        for _, tree in sources()
        for call in calls(tree, {"Remark"})
        for rule in strings(call.args[0])
    ]

    assert {"watermark-left-out", "columns-without-rules", "hidden-rows"} <= {rule for rule, _ in made}
    for rule, given in made:
        assert rule in READER
        for language, names in placeholders(rule).items():
            assert names <= given, (rule, language)


def test_no_rule_of_the_catalogue_is_dead():
    """Every id that has a label is made somewhere in the packages."""
    used = {
        constant.value
        for _, tree in sources()
        for constant in ast.walk(tree)
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }

    assert set(rules()) <= used
    assert set(rules()) >= AUDIT | READER


def test_rule_ids_are_unique_and_every_rule_says_why():
    """One id, one rule, one reason."""
    everything = (*DOCUMENT_RULES, *DATASET_RULES, *READER_RULES)

    assert len({rule.id for rule in everything}) == len(everything)
    assert all(rule.source.strip() and isinstance(rule.severity, Severity) for rule in everything)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_finding_on_the_real_documents_can_be_said(corpus, language):
    """Parts and sentences fit together, and no placeholder stays open."""
    for path in sorted(corpus.glob("*.txt")):
        reading = read_document(path)
        for finding in (*reading.findings, *document_findings(reading)):
            text = finding_text(finding.rule, finding.params, language)
            assert text
            assert "{" not in text
