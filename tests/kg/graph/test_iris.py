"""IRIs of what was read."""

from __future__ import annotations

from kg.graph.iris import Iris, finding_slugs, numbered_amounts, unit_iri
from tests.kg.graph.readings import CITY, Page, declaration, finding, project_table, self_evaluation


def test_amounts_are_numbered_through_the_document_in_reading_order():
    """Each amount has one number, wherever the records keep it, and knows who has it."""
    numbered = numbered_amounts(project_table())

    assert [one.number for one in numbered] == [1, 2, 3, 4, 5, 6]
    assert [(one.owner, one.ordinal) for one in numbered] == [
        ("project", 1),
        ("project", 1),
        ("project", 2),
        ("project", 2),
        ("project", 3),
        ("project", 3),
    ]


def test_the_documents_own_amounts_are_those_nothing_else_has():
    """Task funds belong to the task, totals of the document to the document."""
    owners = {one.amount.kind: (one.owner, one.ordinal) for one in numbered_amounts(declaration())}

    assert owners == {"task_funds": ("task", 1), "basic_expenditure": ("document", 0)}


def test_components_hang_on_the_slug_of_their_value():
    """Targets and results of one indicator never share a component."""
    iris = Iris("0123456789abcdef", "http://h/")

    assert iris.component(iris.target(3, "annual"), 2).endswith("/id/component/0123456789abcdef-3-annual-2")
    assert iris.component(iris.result(3), 2).endswith("/id/component/0123456789abcdef-3-2")


def test_a_finding_points_to_what_it_is_about():
    """Slugs within the document become IRIs; what has no node is the document itself."""
    iris = Iris("0123456789abcdef", "http://h/")

    assert iris.about("target/12-annual") == iris.target(12, "annual")
    assert iris.about("statement/3") == iris.about("document") == iris.document
    assert iris.about("indicator/fedcba9876543210-4") == "http://h/id/indicator/fedcba9876543210-4"


def test_slugs_of_findings_depend_on_rule_and_subjects_only():
    """The order of subjects does not matter; document and rule do."""
    page = Page("a")
    one, turned = finding(page, "score/1", "score/2"), finding(page, "score/2", "score/1")

    assert finding_slugs("a" * 16, [one]) == finding_slugs("a" * 16, [turned])
    assert finding_slugs("a" * 16, [one]) != finding_slugs("b" * 16, [one])
    assert finding_slugs("a" * 16, [one])[0].startswith(f"{one.rule}-")


def test_findings_of_one_rule_about_the_same_thing_stay_two():
    """Two places of one document in doubt are two findings, in whatever order they come."""
    page = Page("a")
    here, there = finding(page, "document"), finding(page, "document")

    slugs = finding_slugs("a" * 16, [here, there])

    assert len(set(slugs)) == 2
    assert finding_slugs("a" * 16, [there, here]) == slugs[::-1]


def test_the_own_unit_has_the_departments_name_twice():
    """The slug of the 本级 unit is department~department, whatever note is printed."""
    assert unit_iri(f"{CITY}(部门)", f"{CITY}（本级）", "http://h/") == f"http://h/id/unit/{CITY}~{CITY}"


def test_a_reading_without_amounts_has_none_to_number():
    """Execution rows bring theirs."""
    assert [one.owner for one in numbered_amounts(self_evaluation())] == ["execution", "execution"]
