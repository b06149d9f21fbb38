"""Indicators told one after the other, in the cell beside their level or behind it in a sentence."""

from tests.kg.forms.grids.setting import read

TITLE = "2024年度项目支出绩效目标表"
NAMED = ["项目名称", "文物保护专项经费", None]
OUTPUT = "安全巡查频次8次；1.宣传资料数量3个；2、验收合格率≥86%；名录基本健全；大厅1座。"


def told(reading):
    return [(*one.category.printed, one.name, one.annual_target.raw) for one in reading.indicators]


def cited(reading):
    return "".join(one.params.get("words", "") for one in reading.findings)


def test_items_of_a_cell_are_indicators_of_the_level_beside_it():
    """A sign, or a measure at the end of a name, parts it from its target; other words are cited."""
    reading = read(
        TITLE,
        [NAMED, ["年度绩效总目标", "产出指标", OUTPUT], [..., "效益指标", "覆盖人次≥20万人次；修缮个数≥5个。"]],
    )
    assert told(reading) == [
        ("产出指标", "", "安全巡查频次", "8次"),
        ("产出指标", "", "宣传资料数量", "3个"),
        ("产出指标", "", "验收合格率", "≥86%"),
        ("效益指标", "", "覆盖人次", "≥20万人次"),
        ("效益指标", "", "修缮个数", "≥5个"),
    ]
    assert "名录基本健全" in cited(reading)
    assert "大厅1座" in cited(reading)


def test_what_was_done_is_no_target():
    """The same cell beside 绩效目标完成情况, or beside 上年绩效目标, tells of results or of another year."""
    for label in ("绩效目标完成情况", "上年绩效目标"):
        assert read(TITLE, [NAMED, [label, "产出指标", OUTPUT]]) is None


def test_sentences_behind_a_level_with_a_sign_each():
    """布防飞机数量≥6架，实际布防6架: the result names again what is counted."""
    reading = read(
        "2024年度防火资金绩效自评报告",
        "（1）产出指标。",
        "数量指标：布防飞机数量≥6架，实际布防6架；飞行时长不少于928小时，实际飞行时长909.93小时。",
    )
    assert told(reading) == [
        ("产出指标", "数量指标", "布防飞机数量", "≥6架"),
        ("产出指标", "数量指标", "飞行时长", "不少于928小时"),
    ]
    assert [one.actual.raw for one in reading.indicators] == ["6架", "909.93小时"]


def test_a_sentence_with_other_words_is_prose():
    """One part that is no name with a sign leaves the whole line unread."""
    for words in ("讲座场次≥6场，较上年更多。", "讲座场次≥6场；群众满意。", "讲座6场。", "讲座场次≥6场，实际车辆6辆。"):
        assert read("2024年度防火资金绩效自评报告", "产出指标", f"数量指标：{words}") is None
