"""What one document's graph says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.graph.documents import document_quads
from kg.graph.iris import Iris, department_iri, unit_iri
from kg.graph.quads import Literal
from kg.graph.vocabulary import KG, KGT, RDF, SCHEMA, XSD
from kg.record_json import dumps, loads, to_json
from tests.kg.forms.grids.setting import read
from tests.kg.graph.readings import CITY, Page, declaration, project_table, self_evaluation

BASE = "http://h/"


def about(quads, node):
    """Everything said about a node: predicate -> set of objects (texts of literals)."""
    said = {}
    for quad in quads:
        if quad.subject == node:
            thing = quad.object if isinstance(quad.object, str) else quad.object.text
            said.setdefault(quad.predicate, set()).add(thing)
    return said


@pytest.fixture(scope="module")
def declared():
    reading = declaration()
    return document_quads(reading, BASE), Iris(reading.document.id, BASE)


@pytest.fixture(scope="module")
def evaluated():
    reading = self_evaluation()
    return document_quads(reading, BASE), Iris(reading.document.id, BASE)


def test_everything_stands_in_the_documents_graph(declared):
    """One document, one named graph."""
    quads, iris = declared

    assert {quad.graph for quad in quads} == {iris.graph}


def test_document_says_its_year_and_how_it_is_known(declared):
    """A year is a whole number with its basis and the words that tell it."""
    quads, iris = declared
    said = about(quads, iris.document)

    assert said[KG.fiscalYear] == {"2024"}
    assert said[KG.fiscalYearBasis] == {KG.inferred}
    assert said[KG.fiscalYearEvidence] == {"2024年目标"}
    year = next(quad.object for quad in quads if quad.predicate == KG.fiscalYear)
    assert isinstance(year, Literal)
    assert year.datatype == XSD.integer


def test_given_metadata_is_kept(declared):
    """Publisher, address and licence come from the table beside the sources."""
    said = about(declared[0], declared[1].document)

    assert said[KG.publisher] == {"甲东市财政局"}
    assert said[KG.publishedAt] == {"https://example.org/a?b=1"}
    assert said[KG.license] == {"CC-BY-4.0"}


def test_figures_stand_as_numbers_and_as_printed(declared):
    """80.0 is the number 80, and its printed form stays 80.0."""
    quads, iris = declared
    said = about(quads, iris.component(iris.target(1, "annual"), 1))

    assert said[KG.value] == {"80"}
    assert said[KG.printedValue] == {"80.0"}
    assert said[KG.comparator] == {KG.ge}
    assert said[KG.measureUnit] == {f"{KGT}unit/场"}
    assert said[KG.dimension] == {f"{KGT}dimension/event_count"}


def test_an_indicator_has_a_target_for_each_column(declared):
    """The year and the whole period are two targets of one indicator."""
    quads, iris = declared
    said = about(quads, iris.numbered("indicator", 1))

    assert said[KG.target] == {iris.target(1, "annual"), iris.target(1, "whole")}
    assert about(quads, iris.target(1, "whole"))[KG.period] == {KG.whole}
    assert said[KG.measure] == {f"{KGT}measure/event_count"}
    assert said[KG.scope] == {KG.departmentScope}


def test_prose_has_words_and_no_numbers(declared):
    """A qualitative target keeps its words and has no component."""
    quads, iris = declared
    said = about(quads, iris.target(3, "annual"))

    assert said[KG.rawText] == {"有效提升"}
    assert said[KG.kind] == {KG.qualitative}
    assert KG.component not in said


def test_printed_words_are_the_spans_joined(evaluated, declared):
    """The words of every node that has raw words are its spans in order, joined with nothing."""
    for quads, _ in (evaluated, declared):
        exact = {q.subject: q.object.text for q in quads if q.predicate == KG.exact}
        start = {q.subject: int(q.object.text) for q in quads if q.predicate == KG.start}
        for raw in (quad for quad in quads if quad.predicate == KG.rawText):
            spans = [q.object for q in quads if q.subject == raw.subject and q.predicate == KG.source]
            assert "".join(exact[span] for span in sorted(spans, key=start.get)) == raw.object.text


def test_amounts_are_exact_yuan(declared):
    """万元 are multiplied out, the printed figure and its scale stay."""
    quads, iris = declared
    own = about(quads, iris.document)[KG.amount]
    (node,) = own
    said = about(quads, node)

    assert said[KG.yuan] == {"10286000"}
    assert said[KG.printedValue] == {"1,028.60"}
    assert said[KG.printedScale] == {f"{KGT}unit/WAN_YUAN"}
    assert said[KG.amountKind] == {f"{KGT}amount/basic_expenditure"}
    assert said[SCHEMA.currency] == {"CNY"}


def test_two_projects_of_one_name_are_two(declared):
    """Identity is the place in the document, never the name."""
    reading = project_table()
    quads, iris = document_quads(reading, BASE), Iris(reading.document.id, BASE)
    first, second = (about(quads, iris.numbered("project", ordinal)) for ordinal in (1, 2))

    assert first[KG.name] == second[KG.name] == {"科技馆"}
    assert first[KG.unit] == {unit_iri(CITY, CITY, BASE)}
    assert second[KG.unit] == {unit_iri(CITY, "甲东市科技馆", BASE)}
    indicator = about(quads, iris.numbered("indicator", 1))
    assert indicator[KG.project] == {iris.numbered("project", 2)}
    assert indicator[KG.scope] == {KG.projectScope}


def test_older_headings_keep_their_version_and_map_to_the_current():
    """成本 below 产出 is cited in the 2015 version and mapped to the first level of 2021."""
    reading = project_table()
    quads, iris = document_quads(reading, BASE), Iris(reading.document.id, BASE)
    said = about(quads, iris.numbered("indicator", 2))

    assert said[KG.category] == {f"{KGT}category/2015/output/cost"}
    assert said[KG.mappedCategory] == {f"{KGT}category/2021/cost"}
    assert said[KG.level2] == {"14-成本指标"}


def test_results_have_face_value_words_and_a_fraction(evaluated):
    """A printed percentage keeps its face value; only attainment is a fraction, rounded to six digits."""
    quads, iris = evaluated
    first, second = about(quads, iris.result(1)), about(quads, iris.result(2))

    assert first[KG.printedRate] == {"112.5"}
    assert first[KG.printedRateText] == {"112.50%"}
    assert first[KG.attainment] == {"1.125"}
    assert first[KG.assesses] == {iris.target(1, "annual")}
    assert second[KG.attainment] == {"0.333333"}


def test_a_printed_rate_without_a_result_is_not_lost(evaluated):
    """The rate stands on a result whose value is missing."""
    quads, iris = evaluated
    said = about(quads, iris.result(3))

    assert said[KG.kind] == {KG.missing}
    assert said[KG.rawText] == {""}
    assert said[KG.printedRate] == {"100"}
    assert KG.attainment not in said


def test_score_and_execution_rows(evaluated):
    """Rows of tables have their figures at face value and their amounts by kind."""
    quads, iris = evaluated
    score, row = about(quads, iris.numbered("score", 1)), about(quads, iris.numbered("execution", 1))

    assert (score[KG.fullScore], score[KG.selfScore], score[KG.isTotal]) == ({"100"}, {"97.79"}, {"true"})
    assert (row[KG.progress], row[KG.executionRate]) == ({"25"}, {"98.9"})
    assert row[KG.table] == {KG.progressTable}
    assert len(row[KG.amount]) == 2


def test_organisations_are_only_pointed_to(declared):
    """What a department is, is said in the registry; here only where it is named."""
    quads, iris = declared
    department = department_iri(CITY, BASE)

    assert set(about(quads, department)) == {KG.source}
    assert about(quads, iris.document)[KG.department] == {department}
    assert any(quad.predicate == KG.mentions and quad.object == department for quad in quads)


def test_places_are_described_once(evaluated):
    """A place that several things cite is one node."""
    quads, _ = evaluated
    typed = [quad.subject for quad in quads if quad.predicate == RDF.type and quad.object == KG.TextSpan]

    assert len(typed) == len(set(typed))


def test_places_that_findings_over_several_documents_cite_are_described():
    """Such a place belongs to its own document's graph, and to no other."""
    page = Page("declaration.txt")
    page.at = 100_000
    here, elsewhere = page.source("第八届"), Page("other.txt").source("第九届")

    quads = document_quads(declaration(), BASE, also=(here, elsewhere))

    words = {quad.object.text for quad in quads if quad.predicate == KG.exact}
    assert "第八届" in words
    assert "第九届" not in words


def test_a_nameless_indicator_still_has_a_label():
    """A lost name stays lost and the reader still has something to hold on to."""
    reading = declaration()
    first = replace(reading.indicators[0], name="")
    quads = document_quads(replace(reading, indicators=(first,)), BASE)
    said = about(quads, Iris(reading.document.id, BASE).numbered("indicator", 1))

    assert said[KG.name] == {""}
    assert said["http://www.w3.org/2000/01/rdf-schema#label"] == {"指标1"}


def test_each_part_of_a_value_in_three_cells_has_its_own_cell():
    """≥, 12 and 场 stand in three columns: none may be cited at the place of the sign; records keep it."""
    head = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"]
    reading = read("项目支出绩效目标表", [head, ["产出指标", "数量指标", "科普讲座", "≥", "12", "场"]])
    quads, iris = document_quads(reading, BASE), Iris(reading.document.id, BASE)

    spans = reading.indicators[0].annual_target.source.spans
    columns = {span.text: about(quads, iris.span(span))[KG.column] for span in spans}
    assert columns == {"≥": {"4"}, "12": {"5"}, "场": {"6"}}
    assert loads(dumps(reading)).indicators == reading.indicators
    assert "column" not in to_json(reading.indicators[0].source)["spans"][0]
