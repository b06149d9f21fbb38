"""Records as flat tables (表格): one for each kind, for spreadsheets and statistics programs.

In: readings. Out: rows of plain cells. Every figure stands twice: as a number to count with and as printed to check
with. A row names its document by id and file, and its page and line or its place in a table, so that it can be found
in the source. Of a value with several promised numbers none stands beside it, all stand in ``components``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.graph import table_rows
from kg.graph.table_rows import Cell
from kg.records import RATES, VALUES

if TYPE_CHECKING:
    from kg.messages import Language
    from kg.records import Reading


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in CSV, its heading in Chinese, and the group of the codes it holds, if any."""

    name: str
    zh: str
    codes: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of rows: name, Chinese heading, columns, what one reading gives, and whether that has sentences."""

    name: str
    zh: str
    columns: tuple[Column, ...]
    rows: Callable[..., Iterator[tuple[Cell, ...]]]
    has_sentences: bool = False


_DOCUMENT = (Column("document_id", "文件编号"), Column("file", "文件名"))
_PLACE = (
    Column("page", "页"),
    Column("line", "行"),
    Column("sheet", "工作表"),
    Column("row", "表格行"),
    Column("column", "表格列"),
)
_NUMBER_COLUMNS = (
    ("raw", "原文"),
    ("kind", "类型", "kind"),
    ("numbers", "数值个数"),
    ("comparator", "比较符", "comparator"),
    ("value", "数值"),
    ("upper", "上限"),
    ("printed", "印出数字"),
    ("measure_unit", "计量单位"),
    ("dimension", "量纲", "dimension"),
    ("place", "出处"),
)
_VALUE_HEADINGS = dict(zip(VALUES, ("实施周期", "年度", "实际完成"), strict=True))


def _columns(*names: tuple[str, ...]) -> tuple[Column, ...]:
    return (*_DOCUMENT, *(Column(*name) for name in names))


def _placed(*names: tuple[str, ...]) -> tuple[Column, ...]:
    return (*_columns(*names), *_PLACE)


_MONEY = (("yuan", "元"), ("printed", "印出数字"), ("printed_unit", "印出单位"))
# where the figure stands, which may be another line than its name's
_MONEY_PLACE = ("yuan_place", "金额出处")
TABLES: tuple[Table, ...] = (
    Table(
        "documents",
        "文件",
        _columns(
            ("iri", "标识"),
            ("title", "标题"),
            ("form", "表式", "form"),
            ("department", "部门"),
            ("fiscal_year", "预算年度"),
            ("fiscal_year_basis", "年度依据", "basis"),
            ("fiscal_year_evidence", "年度证据"),
            ("pages", "页数"),
            ("overall_goal", "总体绩效目标"),
            ("digest", "文件摘要"),
            ("publisher", "发布单位"),
            ("url", "网址"),
            ("licence", "许可"),
        ),
        table_rows.documents,
    ),
    Table(
        "organisations",
        "组织",
        _placed(
            ("kind", "类别", "organisation"),
            ("name", "名称"),
            ("department", "所属部门"),
            ("level", "级次", "level"),
            ("code", "区划代码"),
            ("aliases", "别名"),
        ),
        table_rows.organisations,
    ),
    Table(
        "projects",
        "项目",
        _placed(
            ("iri", "标识"),
            ("ordinal", "序次"),
            ("printed_number", "印出序号"),
            ("name", "项目名称"),
            ("unit", "资金使用单位"),
            ("goal", "绩效目标"),
            *_MONEY,
            _MONEY_PLACE,
        ),
        table_rows.projects,
    ),
    Table(
        "tasks",
        "重点工作任务",
        _placed(
            ("iri", "标识"),
            ("ordinal", "序次"),
            ("printed_number", "印出序号"),
            ("group", "分组"),
            ("name", "名称"),
            ("content", "主要实施内容"),
            ("outcome", "期望达到的目标"),
            *_MONEY,
            _MONEY_PLACE,
        ),
        table_rows.tasks,
    ),
    Table(
        "indicators",
        "绩效指标",
        _placed(
            ("iri", "标识"),
            ("department", "部门"),
            ("fiscal_year", "预算年度"),
            ("fiscal_year_basis", "年度依据", "basis"),
            ("project", "项目"),
            ("ordinal", "序次"),
            ("printed_number", "印出序号"),
            ("level1", "一级指标"),
            ("level2", "二级指标"),
            ("category", "类别代码"),
            ("name", "三级指标"),
            ("measure", "衡量方式", "measure"),
            *(
                (f"{field}_{part}", f"{zh}{part_zh}", *codes)
                for field, zh in _VALUE_HEADINGS.items()
                for part, part_zh, *codes in _NUMBER_COLUMNS
            ),
            ("completion_rate", "完成率（%）"),
            ("completion_rate_printed", "完成率（印出）"),
            ("attainment", "完成比例（计算）"),
            ("weight", "分值"),
            ("scored", "得分"),
            ("deviation_reason", "偏差原因"),
        ),
        table_rows.indicators,
    ),
    Table(
        "components",
        "数值分量",
        _placed(
            ("indicator", "指标标识"),
            ("name", "三级指标"),
            ("field", "取值", "field"),
            ("position", "位置"),
            ("label", "分量对象"),
            ("comparator", "比较符", "comparator"),
            ("value", "数值"),
            ("upper", "上限"),
            ("printed", "印出数字"),
            ("measure_unit", "计量单位"),
            ("dimension", "量纲", "dimension"),
            ("approximate", "约数"),
            ("per", "每"),
            ("every", "频次周期", "every"),
            ("role", "作用", "role"),
            ("part_of", "属于"),
            ("baseline", "比较基期"),
            ("formula", "计算式"),
            ("assumed", "推定", "assumed"),
        ),
        table_rows.components,
    ),
    Table(
        "amounts",
        "金额",
        _placed(
            ("iri", "标识"),
            ("number", "序号"),
            ("owner", "归属", "record"),
            ("owner_ordinal", "归属序次"),
            ("label", "栏目"),
            ("kind", "金额类型", "amount"),
            ("fund_source", "资金来源", "fund"),
            *_MONEY,
        ),
        table_rows.amounts,
    ),
    Table(
        "scores",
        "评分",
        _placed(
            ("ordinal", "序次"),
            ("level1", "一级指标"),
            ("level2", "二级指标"),
            ("name", "三级指标"),
            ("full", "分值"),
            ("score", "得分"),
            ("is_total", "是否合计"),
        ),
        table_rows.scores,
    ),
    Table(
        "executions",
        "预算执行",
        _placed(
            ("ordinal", "序次"),
            ("table", "所在表", "table"),
            ("label", "栏目"),
            ("through_month", "截至月份"),
            *(
                column
                for key, zh in zip(RATES, ("调整率", "控制率", "进度", "执行率"), strict=True)
                for column in ((key, f"{zh}（%）"), (f"{key}_printed", f"{zh}（印出）"))
            ),
        ),
        table_rows.executions,
    ),
    Table(
        "findings",
        "核查发现",
        _placed(
            ("rule", "规则代码"),
            ("rule_label", "规则"),
            ("severity", "级别", "severity"),
            ("message", "说明"),
            ("arithmetic", "算式"),
            ("stated", "印出数值"),
            ("lower", "下界"),
            ("upper", "上界"),
            ("about", "关于", "record"),
        ),
        table_rows.findings,
        has_sentences=True,
    ),
    Table(
        "corrections",
        "更正",
        _columns(
            ("iri", "标识"),
            ("kind", "记录类别", "record"),
            ("ordinal", "序次"),
            ("field", "字段", "field"),
            ("was", "原读作"),
            ("becomes", "改为"),
            ("reason", "理由"),
            ("by", "更正人"),
            ("date", "更正日期"),
        ),
        table_rows.corrections,
    ),
)
TABLES_BY_NAME = {table.name: table for table in TABLES}


def rows_of(table: Table, reading: Reading, base_iri: str, language: Language = "zh") -> list[tuple[Cell, ...]]:
    """Return the rows that one reading gives to a table, each as long as its columns; sentences in ``language``."""
    return list(table.rows(reading, base_iri, language) if table.has_sentences else table.rows(reading, base_iri))
