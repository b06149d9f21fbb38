"""What a walk over a file finds, as cells: projects with their header block, money, goals and indicator tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.cells import Cell

if TYPE_CHECKING:
    from kg.forms.grids.rows.table import IndicatorTable
    from kg.forms.grids.view import GridView
    from kg.records import Form


@dataclass(frozen=True, slots=True)
class MoneyCell:
    """One figure of money: its label, kind, funding source, and the unit that its own place states, if any."""

    label: Cell
    figure: Cell
    kind: str
    fund: str | None
    unit: str | None


@dataclass
class MoneyRow:
    """One row of budget and execution (资金): figures by kind, the printed rate, 分值 and 得分."""

    label: Cell
    kind: str
    fund: str | None
    unit: str | None
    figures: dict[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of 年度重点工作任务; ``name`` is empty where the cell is merged with the row above.

    ``unsure`` says that its words and those of its neighbour could be parted in another way as well.
    """

    name: Cell
    content: Cell
    amount: Cell
    outcome: Cell
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class ListedProject:
    """One row of a list of projects (自评结果汇总表): its money as a row named by the project, and its total score."""

    name: Cell
    unit: Cell
    money: MoneyRow
    score: Cell
    rest: tuple[Cell, ...]


@dataclass
class Block:
    """One project, or the whole department: what its header block says, and its tables of indicators.

    ``title`` is the last line above it that is one. ``upper`` is a ministry above (中央主管部门), the department only
    where no other is printed; ``reporter`` is who filled in the form (填报单位), which holds where no unit is printed;
    ``inherited`` is the department of the project before, which holds where none is printed; ``score`` is the label and
    figure of a total beside the other labels; ``years`` are all lines that state one, ``year`` the first of them or
    that of the project before; ``unnamed`` says that 项目名称 is printed without a name.
    """

    title: Cell = field(default_factory=Cell)
    name: Cell = field(default_factory=Cell)
    superior: Cell = field(default_factory=Cell)
    upper: Cell = field(default_factory=Cell)
    inherited: Cell = field(default_factory=Cell)
    unit: Cell = field(default_factory=Cell)
    reporter: Cell = field(default_factory=Cell)
    year: Cell = field(default_factory=Cell)
    years: list[Cell] = field(default_factory=list)
    goal: list[Cell] = field(default_factory=list)
    period_goal: list[Cell] = field(default_factory=list)
    outcome: list[Cell] = field(default_factory=list)
    money: list[MoneyCell] = field(default_factory=list)
    money_rows: list[MoneyRow] = field(default_factory=list)
    tables: list[tuple[GridView, IndicatorTable]] = field(default_factory=list)
    score: tuple[Cell, Cell] | None = None
    listed: list[ListedProject] = field(default_factory=list)
    money_unit: str | None = None
    caption_unit: str | None = None
    unnamed: bool = False
    sheet: str = ""

    def named(self) -> bool:
        """Whether it has a name, or somebody it belongs to."""
        return bool(self.name or self.superior or self.upper or self.unit or self.reporter)

    def begun(self) -> bool:
        """Whether anything of a form stands in it that must not run into the next one."""
        return bool(self.tables or self.goal or self.money or self.money_rows or self.listed)


@dataclass
class FoundForm:
    """A whole file.

    Attributes:
        title: Its first title, empty where there is none.
        title_says: The title where it may name year and department.
        form: What the title says.
        periods: When projects begin and end.
        document: Title of the budget document around it.
        pages: Titles of the page or report around it that name a year.
        money_unit: What a caption says.
        blocks: Projects in order.
        budget: 预算整体情况 of a department: label and figure.
        tasks: 年度重点工作任务.
        labels: Words that are known and become no record.

    """

    title: Cell = field(default_factory=Cell)
    title_says: Cell = field(default_factory=Cell)
    form: Form | None = None
    year: Cell = field(default_factory=Cell)
    periods: list[Cell] = field(default_factory=list)
    document: Cell = field(default_factory=Cell)
    pages: list[Cell] = field(default_factory=list)
    money_unit: str | None = None
    blocks: list[Block] = field(default_factory=list)
    budget: list[tuple[Cell, Cell]] = field(default_factory=list)
    budget_unit: str | None = None
    tasks: list[TaskRow] = field(default_factory=list)
    task_unit: str | None = None
    labels: list[Cell] = field(default_factory=list)
