"""A column of targets for each place: what all promise is the target, with a finding; where they differ none is."""

import pytest

from tests.kg.forms.grids.setting import read

LEVELS = ["一级指标", "二级指标", "三级指标"]
HEADINGS = [*LEVELS, "指标解释"]
ROWS = [
    ["产出指标", "数量指标", "新建科普长廊", "反映新建情况", "≥2处", "≥2处", "≥2处"],
    ["产出指标", "质量指标", "长廊完好率", "反映质量", "≥95%", "≥90%", "≥95%"],
    ["产出指标", "时效指标", "建成时间", "反映进度", "11月底前", "11月底前", ""],
    ["满意度指标", "服务对象满意度指标", "群众满意度", "反映满意情况", "≥90%", "≥90%", "≥90%"],
]
FORM = ["项目名称", "科普长廊建设", *[None] * 5]


def found(reading):
    return [(one.name, one.annual_target.raw) for one in reading.indicators]


def cited(reading):
    return [finding.params["words"] for finding in reading.findings if finding.rule == "unread-row"]


def test_what_all_places_promise_is_the_target():
    """Rows in which one place promises something else, or nothing, are cited; the places are told."""
    reading = read("转移支付绩效目标表", [FORM, [*HEADINGS, "东山县", "西河区", "三江街道办"], *ROWS])
    assert found(reading) == [("新建科普长廊", "≥2处"), ("群众满意度", "≥90%")]
    assert ["长廊完好率" in words for words in cited(reading)] == [True, False]
    told = {finding.rule: finding.params for finding in reading.findings}
    assert told["targets-by-place"] == {"places": "东山县、西河区、三江街道办"}


def test_places_below_one_heading():
    """区域目标值 above them is no target of its own."""
    rows = [[*HEADINGS, "区域目标值", None, None], [..., ..., ..., ..., "东山县", "西河区", "三江镇"], *ROWS]
    reading = read("转移支付绩效目标表", [FORM, *rows])
    assert found(reading) == [("新建科普长廊", "≥2处"), ("群众满意度", "≥90%")]


def test_places_beside_a_target_are_not_read():
    """Where a column holds the target of all, those of places are other figures."""
    rows = [[*row[:3], *row[4:]] for row in ROWS]
    reading = read("转移支付绩效目标表", [FORM[:-1], [*HEADINGS[:3], "指标值", "东山县", "西河区"], *rows])
    assert found(reading)[1] == ("长廊完好率", "≥95%")
    assert "targets-by-place" not in {finding.rule for finding in reading.findings}


@pytest.mark.parametrize("whole", ["全市", "合计"])
def test_the_column_of_all_places_holds_the_target(whole):
    """A sum is that of all; what each place promises is told as unread."""
    rows = [[*LEVELS, "东山县", "西河区", whole]]
    rows += [
        ["产出指标", "数量指标", "新建科普长廊", "2处", "2处", "4处"],
        ["", "质量指标", "完好率", "95%", "90%", "93%"],
    ]
    reading = read("转移支付绩效目标表", [FORM[:-1], *rows])
    assert found(reading) == [("新建科普长廊", "4处"), ("完好率", "93%")]
    told = {finding.rule: finding.params for finding in reading.findings}
    assert told["unread-columns"] == {"headings": "东山县”“西河区"}
