"""Page-layout rules are rules: other widths, other page breaks, other content give the same records."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.typesetting import (
    DeclarationContent,
    IndicatorEntry,
    ProjectEntry,
    TaskEntry,
    UnitEntry,
    Widths,
    declaration_layout,
    declaration_table,
    project_table,
)
from kg.reading import read_bytes

CONTENT = DeclarationContent(
    department="广州市海珠区科学技术协会",
    level="区",
    basic="412.30",
    project="188.00",
    appropriation="600.30",
    goal="围绕全区中心工作，联系服务科技工作者，推动科普资源下沉社区，带动居民科学素质稳步提高。",
    tasks=(
        TaskEntry(
            "科普惠民行动",
            "组织流动展车和志愿讲师进社区、进校园，更新社区科普画廊内容。",
            "46.50",
            "居民在家门口看得到展览、听得到讲座，科学生活方式更加普及。",
        ),
        TaskEntry("", "支持学会开展学术沙龙。", "12.00", "学术氛围更浓。"),
        TaskEntry(
            "青少年科技教育",
            "举办区级青少年科技创新比赛，选拔作品参加市级比赛，培训科技辅导员。",
            "30.00",
            "参赛学校覆盖全区，辅导员队伍结构更加合理，学生动手能力和创新意识得到锻炼。",
        ),
        TaskEntry("企业创新服务", "走访重点企业，征集技术需求，组织专家对接。", "8.80", "一批技术难题找到解决办法。"),
    ),
    indicators=(
        IndicatorEntry("产出指标", "数量指标", "流动展车进社区场次", "不少于24场"),
        IndicatorEntry("产出指标", "数量指标", "青少年科技创新比赛参赛作品征集数量", "180件"),
        IndicatorEntry("产出指标", "数量指标", "科技辅导员培训", "举办培训班2期，每期3天，培训人数不少于60人"),
        IndicatorEntry("产出指标", "数量指标", "学术沙龙", "6场", "当年6场以上"),
        IndicatorEntry("产出指标", "质量指标", "科普画廊按计划更新的比例（%）", "100%"),
        IndicatorEntry("产出指标", "时效指标", "比赛按期完成", "11月底前"),
        IndicatorEntry("效益指标", "社会效益指标", "科普活动受众人次", "线下受众2万人次以上，线上浏览量达30万次"),
        IndicatorEntry("效益指标", "可持续影响指标", "科普志愿服务机制", "形成街道、学校、学会共同参与的长效机制"),
        IndicatorEntry("满意度指标", "服务对象满意度指标", "居民对科普活动的满意度", "≥92%"),
    ),
)
LAYOUTS = [
    Widths(),
    Widths(group=8, content=20, outcome=30, name=12, period=16, annual=16),
    Widths(group=6, content=12, outcome=18, name=20, period=8, annual=8, goal=30),
    Widths(group=12, content=34, outcome=42, name=14, period=18, annual=28, goal=90),
]


def facts(reading):
    """What must not depend on how the page was set."""
    return (
        [(a.kind, a.yuan) for a in reading.amounts],
        reading.document.overall_goal,
        [(t.group, t.name, t.content, t.amount.yuan, t.outcome) for t in reading.tasks],
        [(i.level1, i.level2, i.name, i.period_target.raw, i.annual_target.raw) for i in reading.indicators],
    )


def read(text):
    return read_bytes(text.encode(), "page.txt")


EXPECTED = (
    [(t.name or "科普惠民行动", t.content, t.wan, t.outcome) for t in CONTENT.tasks],
    [(i.level1, i.level2, i.name, *i.values) for i in CONTENT.indicators],
)


@pytest.mark.parametrize("widths", LAYOUTS, ids=str)
def test_column_widths_change_nothing(widths):
    """Four sets of column widths give the content that was set."""
    reading = read(declaration_layout(CONTENT, widths))

    assert [(t.name, t.content, t.amount.printed, t.outcome) for t in reading.tasks] == EXPECTED[0]
    assert facts(reading)[3] == EXPECTED[1]
    assert reading.findings == ()


@pytest.mark.parametrize("page", [14, 19, 23, 31, 40])
@pytest.mark.parametrize("widths", LAYOUTS[:2], ids=["narrow", "wide"])
def test_page_breaks_between_rows_change_nothing(widths, page):
    """A page that ends after any row, with headings and merged names printed again, gives the same records."""
    whole = read(declaration_layout(CONTENT, widths))
    broken = read(declaration_layout(CONTENT, Widths(**{**_plain(widths), "page": page})))

    assert facts(broken) == facts(whole)
    assert broken.document.pages > 1


def _plain(widths):
    return {name: getattr(widths, name) for name in Widths.__dataclass_fields__}


def test_tab_separated_rows_say_the_same_as_page_layout():
    """The same form as rows and as a page gives equal records."""
    table = DeclarationContent(
        **{
            **{name: getattr(CONTENT, name) for name in DeclarationContent.__dataclass_fields__},
        }
    )
    one, other = facts(read(declaration_table(table))), facts(read(declaration_layout(CONTENT)))

    assert one == other


NAMES = st.text(st.sampled_from("科普讲座展览培训活动人次场数量率社区校园企业"), min_size=3, max_size=22)
VALUES = st.builds(
    lambda sign, number, unit, tail: f"{sign}{number}{unit}{tail}",
    st.sampled_from(["≥", "不少于", "", "约"]),
    st.integers(1, 9999),
    st.sampled_from(["场", "人次", "%", "篇", "个"]),
    st.sampled_from(["", "，覆盖全区各街道，形成常态化工作机制", "以上"]),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=12), st.sampled_from(LAYOUTS))
def test_any_rows_come_back_from_the_page(rows, widths):
    """Whatever names and values a form holds, each row comes back whole and in order."""
    entries = tuple(IndicatorEntry("产出指标", "数量指标", name, value) for name, value in rows)
    content = DeclarationContent("广州市海珠区科学技术协会", "区", "1.00", "1.00", "2.00", goal="目标。",
                                 tasks=CONTENT.tasks[2:3], indicators=entries)  # fmt: skip
    reading = read(declaration_layout(content, widths))

    assert [(i.name, i.annual_target.raw) for i in reading.indicators] == rows


@pytest.mark.parametrize(("name_width", "packed_width"), [(10, 37), (7, 25), (14, 50)])
def test_project_tables_come_back_at_any_width(name_width, packed_width):
    """Units, projects, amounts, goals and packed indicators do not depend on where lines were broken."""
    indicators = CONTENT.indicators[:4]
    goal = "摸清需求，办好活动。"
    units = (
        UnitEntry("广州市海珠区科学技术协会", (
            ProjectEntry("社区科普画廊更新维护与志愿服务队伍建设经费", "58.50", goal, indicators),
            ProjectEntry("学术交流", "1,200.00", goal, indicators[:1]),
        )),
        UnitEntry("广州市海珠区青少年科技教育与创新实践活动中心", (
            ProjectEntry("学术交流", "3.05", goal, indicators[1:2]),
        )),
    )  # fmt: skip
    reading = read(project_table("广州市海珠区科学技术协会", units, name_width=name_width, packed_width=packed_width))

    assert [(u.name, u.kind.value) for u in reading.units] == [
        (units[0].name, "ownUnit"),
        (units[1].name, "subordinateUnit"),
    ]
    assert [(p.unit, p.name, p.amounts[0].printed, p.goal) for p in reading.projects] == [
        (u.name, p.name, p.wan, p.goal) for u in units for p in u.projects
    ]
    assert [(i.name, i.annual_target.raw) for i in reading.indicators] == [
        (i.name, i.values[1]) for u in units for p in u.projects for i in p.indicators
    ]
    assert reading.findings == ()
