"""Make synthetic declarations and project tables: realistic departments, indicators and targets, from a seed.

The words are ours; the shapes (how many rows, how long, which kinds of values) follow published forms. Documents are
typeset in turn as page layout, as rows and as packed project tables, so every reader has work.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from benchmarks.typesetting import (
    DeclarationContent,
    IndicatorEntry,
    ProjectEntry,
    TaskEntry,
    UnitEntry,
    declaration_layout,
    declaration_table,
    project_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SEED = 7
_CITIES = ("广州市", "深圳市", "佛山市", "东莞市", "中山市", "珠海市", "惠州市", "江门市", "肇庆市", "汕头市")
_DISTRICTS = ("", "城东区", "城西区", "滨江区", "高新区", "新城区", "港湾区", "山前区", "湖滨区")
_BODIES = ("科学技术协会", "教育局", "卫生健康局", "文化广电旅游局", "民政局", "农业农村局", "生态环境局", "交通运输局")
_OBJECTS = (
    "科普讲座", "社区展览", "青少年竞赛", "志愿服务", "技术培训", "学术交流", "义诊", "巡回演出",
    "养老护理", "农技推广", "道路养护", "水质监测", "图书借阅", "食品抽检", "困难家庭帮扶", "就业指导",
    "创业沙龙", "安全演练", "档案整理", "绿化养护", "公交线路", "垃圾分类宣传", "疫苗接种", "校园科技节",
    "非遗展示", "产业对接会", "数据平台运维", "公益体检", "法律援助", "河道保洁",
)  # fmt: skip
_VERBS = ("开展", "组织", "举办", "完成", "推进", "支持")
_PEOPLE = ("居民", "学生", "企业职工", "科技工作者", "老年人", "农户")
_RATES = ("完成率", "合格率", "及时率", "覆盖率", "验收通过率")


def documents(indicators: int) -> Iterator[tuple[str, str]]:
    """Give (file name, text) until at least so many indicators were set; they are the same each time."""
    chance = random.Random(_SEED)
    made = number = 0
    while made < indicators:
        department = f"{chance.choice(_CITIES)}{chance.choice(_DISTRICTS)}{chance.choice(_BODIES)}"
        if number % 3 == 2:
            units = _units(chance, department)
            made += sum(len(p.indicators) for u in units for p in u.projects)
            text = project_table(department, units)
        else:
            content = _declaration(chance, department)
            made += len(content.indicators)
            text = declaration_layout(content) if number % 3 else declaration_table(content)
        yield f"synthetic_{number:06d}.txt", text
        number += 1


def write_documents(folder: Path, indicators: int) -> int:
    """Write such documents into a folder and return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, text in documents(indicators):
        (folder / name).write_text(text, encoding="utf-8")
        count += 1
    return count


def _wan(chance: random.Random, most: int) -> str:
    return f"{chance.randint(100, most * 100) / 100:,.2f}"


def _count(chance: random.Random) -> int:
    return chance.choice((2, 3, 6, 8, 12, 20, 36, 50, 120, 300, 1500))


def _quantity(chance: random.Random) -> tuple[str, str, str]:
    thing = chance.choice(_OBJECTS)
    number = _count(chance)
    sign = chance.choice(("≥", "不少于", ""))
    kind = chance.randrange(4)
    if kind == 0:
        return f"{chance.choice(_VERBS)}{thing}场次", f"{sign}{number}场", "数量指标"
    if kind == 1:
        return f"{thing}参与人次", f"{sign}{number / 10:g}万人次", "数量指标"
    if kind == 2:
        return f"{chance.choice(_PEOPLE)}{thing}培训人数", f"{number}人", "数量指标"
    other = chance.choice(_OBJECTS)
    return f"{thing}与{other}项目数量", f"{thing}{number}项，{other}{sign}{number + 1}个", "数量指标"


def _entry(chance: random.Random) -> IndicatorEntry:
    kind = chance.randrange(10)
    thing = chance.choice(_OBJECTS)
    if kind < 5:
        name, value, level2 = _quantity(chance)
        return IndicatorEntry("产出指标", level2, name, value)
    if kind == 5:
        return IndicatorEntry("产出指标", "质量指标", f"{thing}{chance.choice(_RATES)}", f"≥{chance.randint(80, 100)}%")
    if kind == 6:
        return IndicatorEntry("产出指标", "时效指标", f"{thing}按期完成", f"{chance.randint(9, 12)}月底前")
    if kind == 7:
        words = f"进一步提升{chance.choice(_PEOPLE)}对{thing}的了解和参与"
        return IndicatorEntry("效益指标", "社会效益", f"{thing}社会影响", words)
    if kind == 8:
        return IndicatorEntry("效益指标", "经济效益", f"{thing}带动投入金额", f"不少于{_count(chance)}万元")
    name = f"{chance.choice(_PEOPLE)}对{thing}的满意度"
    return IndicatorEntry("满意度指标", "服务对象满意度", name, f"{chance.randint(85, 98)}%以上")


def _entries(chance: random.Random, count: int) -> tuple[IndicatorEntry, ...]:
    order = ("数量指标", "质量指标", "时效指标", "经济效益", "社会效益", "服务对象满意度")
    return tuple(sorted((_entry(chance) for _ in range(count)), key=lambda e: order.index(e.level2)))


def _declaration(chance: random.Random, department: str) -> DeclarationContent:
    def printed(entry: IndicatorEntry) -> IndicatorEntry:
        suffix = "" if entry.level2.endswith("指标") else "指标"
        return IndicatorEntry(entry.level1, entry.level2 + suffix, entry.name, entry.period)

    tasks = tuple(
        TaskEntry(
            f"{chance.choice(_OBJECTS)}工作",
            f"面向{chance.choice(_PEOPLE)}{chance.choice(_VERBS)}{chance.choice(_OBJECTS)}，做好{chance.choice(_OBJECTS)}。",
            _wan(chance, 900),
            f"{chance.choice(_PEOPLE)}得到更好的{chance.choice(_OBJECTS)}服务，工作机制更加健全。",
        )
        for _ in range(chance.randint(3, 9))
    )
    goal = f"围绕{chance.choice(_OBJECTS)}和{chance.choice(_OBJECTS)}，服务{chance.choice(_PEOPLE)}。"
    level = "区" if department[3:].startswith(_DISTRICTS[1:]) else "市"
    basic, project = chance.randint(10_000, 900_000), chance.randint(10_000, 900_000)
    figures = [f"{value / 100:,.2f}" for value in (basic, project, basic + project)]
    entries = tuple(printed(entry) for entry in _entries(chance, chance.randint(15, 45)))
    return DeclarationContent(department, level, *figures, goal=goal, tasks=tasks, indicators=entries)


def _units(chance: random.Random, department: str) -> tuple[UnitEntry, ...]:
    names = (department, department.removesuffix("局").removesuffix("协会") + "服务中心")
    return tuple(
        UnitEntry(
            name,
            tuple(
                ProjectEntry(
                    f"{chance.choice(_OBJECTS)}{chance.choice(('经费', '项目', '专项工作经费'))}",
                    _wan(chance, 2000).replace(",", ""),
                    f"{chance.choice(_VERBS)}{chance.choice(_OBJECTS)}，提升{chance.choice(_OBJECTS)}水平。",
                    _entries(chance, chance.randint(4, 12)),
                )
                for _ in range(chance.randint(1, 5))
            ),
        )
        for name in names
    )
