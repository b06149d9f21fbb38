import weakref
from collections.abc import Sequence
from itertools import permutations

from kg.audit import dataset_findings
from kg.records import Basis, Form
from tests.kg.audit.building import amount, indicator, of_project, reading

KINDS = ("basic_expenditure", "project_expenditure", "fiscal_special_fund")


def declared(*figures, doc="a", year=2024, targets=(), **more):
    return reading(
        Form.DECLARATION,
        doc=doc,
        year=year,
        amounts=[amount(kind, figure) for kind, figure in zip(KINDS, figures, strict=False)],
        indicators=[indicator(name, words, words) for name, words in targets],
        **more,
    )


def projects(total, *, year=2024, targets=(), **more):
    return reading(
        Form.PROJECT_TABLE,
        doc="b",
        year=year,
        amounts=[amount("total", total, "合计")],
        indicators=[indicator(name, words, words, project=of_project(1)) for name, words in targets],
        **more,
    )


def evaluated(*targets, year=2024):
    return reading(doc="c", year=year, indicators=[indicator(name, None, words, words) for name, words in targets])


def rules(*readings):
    return [(document[0], finding.rule) for document, finding in dataset_findings(readings)]


def test_two_declarations_of_one_year_are_compared_amount_by_amount():
    """Only amounts that differ are named, with the document ids of both in the sources."""
    first, second = declared("10.00", "20.00"), declared("10.00", "21.50", doc="e")

    ((document, finding),) = dataset_findings([first, second])

    assert document == "a" * 16
    assert finding.rule == "declarations-differ"
    assert finding.arithmetic == "21.50 − 20.00 = 1.50"


def test_the_project_table_may_hold_the_special_funds_or_not():
    """项目支出 alone or with 财政专项资金 may be the table's total; anything else is a check."""
    assert rules(declared("5.00", "20.00", "3.00"), projects("20.00")) == []
    assert rules(declared("5.00", "20.00", "3.00"), projects("23.00")) == []
    assert rules(declared("5.00", "20.00", "3.00"), projects("22.00")) == [("a", "project-total-differs")]


def test_another_year_department_or_an_inferred_year_is_never_compared():
    """Documents are compared only where both certainly speak of one year of one department."""
    table = projects("99.00")

    assert rules(declared("5.00", "20.00", year=2023), table) == []
    assert rules(declared("5.00", "20.00", year=None), table) == []
    assert rules(declared("5.00", "20.00", basis=Basis.INFERRED), table) == []
    assert rules(declared("5.00", "20.00", department="乙市科学技术协会"), table) == []


def test_a_target_evaluated_with_another_number_than_declared_is_a_check():
    """The same name, once in each document, with another number."""
    before = declared(targets=[("学术会议场次", "19场"), ("培训人数", "105人"), ("满意度", "≥95%")])
    after = evaluated(("学术会议场次", "18场"), ("培训人数", "105人"), ("满意度", "显著提升"))

    assert rules(before, after) == [("c", "declared-target-changed")]


def test_a_project_promises_no_more_than_its_department():
    """A project's share of a count is below the whole; its satisfaction may be above."""
    before = declared(targets=[("学术会议场次", "19场"), ("专利数量", "40件"), ("满意度", "≥90%")])
    table = projects("0.00", targets=[("学术会议场次", "20场"), ("专利数量", "30件"), ("满意度", "≥95%")])

    assert rules(before, table) == [("b", "project-above-department")]


def test_names_that_stand_twice_are_not_compared():
    """Two indicators of one name leave open which of them is meant."""
    before = declared(targets=[("学术会议场次", "19场"), ("学术会议场次", "3场")])

    assert rules(before, evaluated(("学术会议场次", "18场"))) == []


def test_the_places_of_the_document_it_is_about_come_first():
    """``about`` belongs to the document named beside the finding, and its words open the sources."""
    made = [
        declared("5.00", "20.00", targets=[("学术会议场次", "19场")]),
        projects("22.00"),
        evaluated(("学术会议场次", "18场")),
    ]

    found = dataset_findings(made)

    assert [document[0] for document, _ in found] == ["a", "c"]
    for document, finding in found:
        assert finding.sources[0].document_id == document
        assert len({source.document_id for source in finding.sources}) == 2


def test_the_order_of_the_documents_does_not_matter():
    """Same readings, same findings."""
    made = [declared("5.00", "20.00"), projects("22.00"), evaluated(("学术会议场次", "18场"))]

    assert len({dataset_findings(order).__repr__() for order in permutations(made)}) == 1


class Many:
    """Declarations of one department and year that are made when asked for, and how many are alive at a time."""

    def __init__(self, count):
        self.count = count
        self.alive = weakref.WeakSet()
        self.most = self.loaded = 0

    def __len__(self):
        return self.count

    def __getitem__(self, place):
        if not 0 <= place < self.count:
            raise IndexError(place)
        made = Watched(declared(f"{place}.00", doc=f"{place:016d}"))
        self.alive.add(made)
        self.most, self.loaded = max(self.most, len(self.alive)), self.loaded + 1
        return made

    def documents(self):
        return (declared("1.00", doc=f"{place:016d}").document for place in range(self.count))


Sequence.register(Many)


class Watched:
    """A reading that can be watched: records have slots and no room for a weak reference."""

    def __init__(self, inner):
        self.inner = inner

    def __getattr__(self, name):
        return getattr(self.inner, name)


def test_very_many_declarations_of_one_department_are_neither_held_nor_paired_with_all():
    """A wrongly named department may have any number of documents: findings grow with them, memory does not."""
    readings = Many(300)

    found = dataset_findings(readings)

    assert len(found) == 299
    assert readings.loaded == 300
    assert readings.most <= 3


def test_up_to_eight_declarations_are_compared_each_with_each():
    """A few editions of one declaration are all held against each other."""
    assert len(dataset_findings(Many(8))) == 8 * 7 // 2
