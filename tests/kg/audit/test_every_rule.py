"""Each rule has the smallest reading that makes it speak, so that its sentence is known to fit its parts."""

import pytest

from kg.audit import DATASET_RULES, DOCUMENT_RULES, dataset_findings, document_findings
from kg.messages import finding_text
from kg.records import Form
from tests.kg.audit import building as b

MONTHS = [b.progress(month, "1000", "500", None, rate) for month, rate in ((3, "109.19"), (4, "96.98"))]
SCORES = [b.score("甲", "50", "40"), b.score("乙", "40", "30"), b.score("乙", "5", "6")]
SELF = [b.statement("self_score", "75", "自评得分", "分"), b.statement("self_score_part", "38", "甲", "分")]


def indicators(*rows, **records):
    return b.reading(indicators=[b.indicator(name, None, *cells) for name, *cells in rows], **records)


def control(*rows):
    return b.reading(executions=[b.adjustment(f"行{a}", "1.00", a, c, None, r, n) for a, c, r, n in rows])


def projects(**amounts):
    totals = [b.amount("total", amounts["unit"], b.DEPARTMENT), b.amount("total", amounts["total"], "合计")]
    return b.reading(
        Form.PROJECT_TABLE,
        amounts=totals,
        units=[b.unit(b.DEPARTMENT)],
        projects=[b.project("甲", "5.00"), b.project("甲", "5.00", other_funds="3.00", special_account="1.00",
                                                     fiscal_appropriation="0.00")],
    )  # fmt: skip


RATES = control(("100.00", "49.96", "49.9", "1"), ("100.00", "49.94", "49.9", "2"), ("100.00", "33.36", "33.4", "5"))
WRONG = control(("100.00", "50.00", "50.0", "1"), ("100.00", "60.00", "60.0", "2"), ("100.00", "33.36", "40.0", "3"))
ROWS = b.reading(
    executions=[b.adjustment(x, f, f, f) for x, f in (("一、甲", "1.00"), ("二、乙", "1.00"), ("合计", "3.00"))]
)
FUNCTIONS = b.reading(
    amounts=[b.amount("final_account", "9.00"), *[b.amount("functional_expenditure", "5.00", x) for x in "甲乙"]]
)
BUDGET = b.declaration(
    ["10.00", "20.00", "0.00", "0.00", "35.00", "0.00", "35.00", "0.00"], tasks=[b.task("甲", printed="99.00")]
)
TASKS = b.declaration(
    tasks=[b.task("科普课程研发工作", "招募25个课程项目。选举第八届委员会", "召开第九届代表大会")],
    indicators=[b.indicator("科普课程研发项目数量", "20项", "20项")],
)
NAMES = indicators(
    ("成果（项）", "2场"),
    ("无故障时间", "95%"),
    ("控制率", "≥0"),
    ("合格率", "0.95%"),
    ("培训", "3场"),
    ("培训", "4场"),
)
PERIODS = b.reading(indicators=[b.indicator("会议", "3场", "4场")])
RESULTS = indicators(
    ("甲", "18场", "15场", "100.00%"), ("乙", "2场，3篇", "3场，2篇", "140.00%"), ("丙", "10人次", "10次", "100.00%"),
    ("丁", "2场，3篇", "3场", "100.00%"), ("戊", "10场", "20场", "100.00%"), ("己", "10场", "20场", "200.00%"),
    ("庚", "2小时以内", "3小时", "100.00%"),
    statements=[b.statement("all_but", "1", "指标", "个"), b.statement("indicator_count", "3", "指标", "个")],
)  # fmt: skip

POINTS = b.reading(
    Form.PROJECT_SELF_EVALUATION,
    indicators=[
        b.pointed("讲座", "≥30场", "28场", "20", "20"),
        b.pointed("合格率", "≥95%", "96%", "50", "51"),
        b.pointed("满意度", "≥95%", "96%", "30", "10"),
    ],
    scores=[b.score("", "100", "85", total=True, name="总分")],
)

DOCUMENTS = (
    projects(unit="11.00", total="12.00"), RATES, WRONG, ROWS, FUNCTIONS, BUDGET, TASKS, NAMES, PERIODS, RESULTS,
    POINTS,
    b.reading(executions=MONTHS, statements=[b.statement("mean_execution_rate", "90.00")]),
    b.reading(scores=[*SCORES, b.score("", None, "77", total=True)], statements=SELF),
)  # fmt: skip


def dataset():
    def one(form, doc, words, *amounts, project=None, **cells):
        made = b.indicator("学术会议场次", words, words, project=project, **cells)
        return b.reading(form, doc=doc, year=2024, amounts=amounts, indicators=[made])

    declared = one(Form.DECLARATION, "a", "19场", b.amount("project_expenditure", "5.00"))
    table = one(Form.PROJECT_TABLE, "b", "20场", b.amount("total", "6.00", "合计"), project=b.of_project(1))
    again = one(Form.DECLARATION, "e", "19场", b.amount("project_expenditure", "7.00"))
    return (declared, table, one(Form.SELF_EVALUATION, "c", "18场")), (declared, again)


FOUND = [finding for made in DOCUMENTS for finding in document_findings(made)]
FOUND += [finding for group in dataset() for _, finding in dataset_findings(group)]


@pytest.mark.parametrize("rule", [rule.id for rule in (*DOCUMENT_RULES, *DATASET_RULES)])
def test_each_rule_speaks_and_can_be_said(rule):
    """No rule is dead, and its sentence finds all its parts in both languages."""
    made = [finding for finding in FOUND if finding.rule == rule]

    assert made
    for finding in made:
        assert finding.sources
        assert finding.about
        assert all(isinstance(part, str) for part in finding.params.values())
        assert "{" not in finding_text(rule, finding.params, "zh") + finding_text(rule, finding.params, "en")
