"""Levels and projects on lines of their own above their indicators; where that is unsure, no level."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.reading import read_bytes
from tests.kg.forms.examined.comparing import differences
from tests.kg.forms.examined.drawn.targets_d import FORMS
from tests.kg.forms.examined.setting import ExaminedForm
from tests.kg.forms.examined.writing import written

STAIRS = next(form for form in FORMS if form.slug == "314-t-yunnan-staircase")
HEAD = """
!paragraph 项目支出绩效目标表
!paragraph （2023年度）
!project 统防统治补助
项目名称|统防统治补助||
主管部门|青石县农业农村局||
一级指标|二级指标|三级指标|指标值
"""
ROWS = """
!row 产出指标|数量指标|统防统治面积|≥12万亩
!row 产出指标|数量指标|培训农户人数|≥300人
!row 效益指标|经济效益指标|农户增收比例|≥5%
!row 效益指标|经济效益指标|产业带动户数|≥20户
"""
CENTRED = """||统防统治面积|≥12万亩
产出指标|数量指标||
||培训农户人数|≥300人
||农户增收比例|≥5%
效益指标|经济效益指标||
||产业带动户数|≥20户"""
UNSURE = """产出指标|||
||统防统治面积|≥12万亩
|数量指标||
||培训农户人数|≥300人
效益指标|||
||农户增收比例|≥5%
|经济效益指标||
||产业带动户数|≥20户"""


def form_of(rows, kind="tabs"):
    return ExaminedForm("stairs", kind, "", HEAD + rows + ROWS, department="青石县农业农村局", year=2023)


@pytest.mark.parametrize("kind", ["xlsx", "docx", "html", "pdf", "tabs"])
def test_a_line_opens_its_level_for_the_rows_below(kind: str):
    """Every row of a staircase has the project and both levels of the lines above it, in any format."""
    assert not differences(replace(STAIRS, kind=kind, look={}))


def test_a_project_needs_no_goal():
    """The last line before the indicators is the project, those above it are units."""
    text = STAIRS.text.replace("维修养护农村供水工程，保障农村群众饮水安全。", "")
    text = text.replace("保障河长制日常工作，河湖管理保护水平提高。", "")
    assert not differences(replace(STAIRS, text=text))


@pytest.mark.parametrize("kind", ["tabs", "docx"])
def test_labels_in_the_middle_of_their_rows_stay(kind: str):
    """A table that begins with an indicator has its labels in the middle, also on lines of their own."""
    assert not differences(form_of(CENTRED, kind))


def test_unsure_levels_are_none():
    """An indicator between the line of level 1 and that of level 2: no row has a level, the labels are cited."""
    form = form_of(UNSURE)
    reading = read_bytes(written(form), form.file_name)
    assert len(reading.indicators) == 4
    assert not {level for one in reading.indicators for level in (one.level1, one.level2)} - {""}
    quoted = "".join(one.params["words"] for one in reading.findings if one.rule == "unread-words")
    assert all(label in quoted for label in ("产出指标", "数量指标", "经济效益指标"))
