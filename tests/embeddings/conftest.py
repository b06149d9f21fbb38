"""Hand-made readings for search tests: small departments whose indicators are known by heart."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from embeddings.channels.encoder import StaticEncoder
from embeddings.index.building import build_index
from embeddings.retrieval.search import Index
from kg.categories import categorise
from kg.identity import level_of
from kg.quantities.reading import read_value
from kg.records import (
    Amount,
    Basis,
    Department,
    Document,
    FiscalYear,
    Form,
    Indicator,
    Project,
    ProjectReference,
    Reading,
    Source,
    Target,
    Unit,
    UnitKind,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

#: Name, target words, second-level heading, name of the project or "".
Row = tuple[str, str, str, str]


def _source(document_id: str, text: str) -> Source:
    """A source without places."""
    return Source(f"{document_id}.txt", document_id, None, 1, None, None, None, text, ())


def _target(name: str, words: str | None) -> Target | None:
    """A target as the grammar reads it."""
    if words is None:
        return None
    value = read_value(words, name=name)
    return Target(value.raw, value.kind, value.components, value.residue, value.deadline, _source("0", words))


def _reading(department: str, rows: Sequence[Row], year: int | None = None, aliases: tuple[str, ...] = ()) -> Reading:
    """A declaration of ``department`` with these indicators; its digest follows from its content."""
    digest = hashlib.sha256(repr((department, rows, year)).encode()).hexdigest()
    document_id = digest[:16]
    here = _source(document_id, department)
    names = list(dict.fromkeys(row[3] for row in rows if row[3]))
    unit = f"{department}服务中心"
    projects = tuple(
        Project(
            ordinal=number,
            name=name,
            unit=unit,
            goal="",
            amounts=(Amount("total", Decimal(1000 * number), str(number), "元", None, name, here),),
            source=here,
        )
        for number, name in enumerate(names, start=1)
    )
    indicators = tuple(
        Indicator(
            ordinal=number,
            printed_number=None,
            name=name,
            level1="",
            level2=heading,
            category=categorise("", heading),
            project=ProjectReference(names.index(project) + 1, project) if project else None,
            period_target=None,
            annual_target=_target(name, words),
            actual=None,
            completion_rate=None,
            weight=None,
            scored=None,
            source=_source(document_id, name),
        )
        for number, (name, words, heading, project) in enumerate(rows, start=1)
    )
    return Reading(
        document=Document(
            name=f"{document_id}.txt",
            names=(f"{document_id}.txt",),
            id=document_id,
            digest=digest,
            text_digest=digest,
            form=Form.DECLARATION,
            title="",
            department=department,
            pages=None,
            overall_goal="",
            fiscal_year=FiscalYear(year, Basis.STATED, "", here) if year else None,
            source=here,
        ),
        departments=(Department(department, aliases, level_of(department), None, here),),
        units=(Unit(unit, department, UnitKind.SUBORDINATE, here),) if projects else (),
        projects=projects,
        indicators=indicators,
        amounts=(
            Amount("fiscal_appropriation", Decimal(50_000), "5", "万元", "fiscal_appropriation", "财政拨款", here),
            Amount("other_funds", Decimal(10_000), "1", "万元", "other_funds", "其他资金", here),
        ),
    )


CITY = "甲州市科学技术协会"
DISTRICT = "甲州市乙山区科学技术协会"

CITY_ROWS: tuple[Row, ...] = (
    ("举办科普讲座场次", "≥20场", "数量指标", ""),
    ("科普讲座听众人次", "不少于5万人次", "数量指标", ""),
    ("科普讲座满意度", "≥90%", "服务对象满意度指标", ""),
    ("服务对象满意度", "≥95%", "服务对象满意度指标", "科技馆运行"),
    ("服务对象满意度", "不低于85%", "服务对象满意度指标", "科技馆运行"),
    ("技术合同成交金额", "不少于40亿元", "经济效益指标", "成果转化"),
    ("科普大篷车服务", "下乡15场，行驶里程3000公里", "数量指标", "成果转化"),
    ("提升公民科学素质", "有所提升", "社会效益指标", ""),
    ("场馆更新", "", "质量指标", ""),
)
DISTRICT_ROWS: tuple[Row, ...] = (
    ("科普讲座场次", "6场", "数量指标", ""),
    ("服务对象满意度", "≥90%", "服务对象满意度指标", ""),
    ("科普志愿服务队数量", "8支", "数量指标", ""),
    ("信息化系统故障修复时间", "2小时以内", "时效指标", ""),
    ("宣传报道数量", "2-3篇", "数量指标", ""),
)


@pytest.fixture(scope="session")
def reading_of() -> Callable[..., Reading]:
    """Makes a reading: department, rows (name, target words, heading, project), year, aliases."""
    return _reading


@pytest.fixture(scope="session")
def encoder() -> StaticEncoder:
    """The shipped model."""
    return StaticEncoder()


@pytest.fixture(scope="session")
def two_departments() -> list[Reading]:
    """A city and one of its districts."""
    return [
        _reading(CITY, CITY_ROWS, year=2023),
        _reading(DISTRICT, DISTRICT_ROWS, year=2024, aliases=("乙山开发区科学技术协会",)),
    ]


@pytest.fixture(scope="session")
def index(two_departments: list[Reading], encoder: StaticEncoder, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The opened index of the two departments."""
    folder: Path = tmp_path_factory.mktemp("search") / "0123456789abcdef"
    folder.mkdir()
    build_index(folder, two_departments, encoder)
    return Index(folder, encoder)
