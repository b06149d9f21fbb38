"""Labels with their values in the block above a table of indicators, and the unit of money that captions say.

A second 项目名称 begins the next project, so that nothing of one runs into another.
"""

from __future__ import annotations

import re

from kg.cells import Cell
from kg.folding import fold
from kg.forms.grids.found import Block, FoundForm, MoneyCell
from kg.forms.grids.header.money_words import is_heading_of
from kg.forms.grids.header.sums import Sums
from kg.forms.grids.naming.form_names import is_of_state
from kg.forms.grids.naming.periods import is_period
from kg.forms.grids.naming.subtitles import organisation_line, parted_name
from kg.forms.grids.words.labels import field_of
from kg.forms.grids.words.points import is_points
from kg.forms.grids.words.titles import is_year_line, title_form
from kg.forms.grids.words.totals import states_score
from kg.forms.labels import is_personal
from kg.forms.labels import unit_of_money as unit_in

# label：value, several on one line
FIELDS = re.compile(
    r"(?P<label>[\u4e00-\u9fff()（）]{2,14}?)\s*[:：]\s*(?P<value>[^:：]*?)"
    r"(?=\s+[\u4e00-\u9fff()（）]{2,14}\s*[:：]|(?<=[\d年度)）])(?:金额|计量)?单位\s*[:：]|[(（](?:金额)?单位[:：]|\s*$)"
)
_SECTION_OF_FORM = re.compile(
    r"^(?:[一二三四五六七八九十]+、(?:项目|支出|预算|长期|中期|年度|实施期|总体|绩效|目标|指标|申报|情况)+"
    r"|(?:项目)?(?:长期|中期|年度|实施期)(?:绩效)?(?:目标|指标))表$"
)
_FISCAL_YEAR = re.compile(r"20\d\d\s*年度")
PERSONS = re.compile(r"负责人|联系人|电话|手机|经办人|填表人|填报人|审核人|复核人|制表人|分管领导|签字|签名")


class BlockFields:
    """What labels say, collected in ``found``; ``block`` is the project that is being read."""

    def __init__(self) -> None:
        self.found = FoundForm()
        self.block = Block()
        self.found.blocks.append(self.block)
        self._sums = Sums()
        # a numbered heading in prose, and the total stated below it
        self._stated: tuple[str, MoneyCell | None] = ("", None)
        # money here is that of another table; such a table is a list of projects
        self.foreign = self.listed = False
        # the unit that the first caption says, and the last one; both as they were before another table's captions
        self._captions: tuple[str | None, str | None] = (None, None)
        self._own_captions: tuple[str | None, str | None] = (None, None)
        self._said_since_table = False

    def begin_table(self) -> None:
        """Forget what the columns of the table before said."""
        self._sums.begin_table()

    def say_unit(self, unit: str | None) -> None:
        """Take the unit of a caption (单位：元): it holds for what stands below it, up to the next one."""
        if unit is not None:
            self._said_since_table = True
            self._set_captions((self._captions[0] or unit, unit))

    def keep_captions(self) -> None:
        """Take what captions have said so far as the form's own."""
        self._own_captions = self._captions

    def drop_captions(self) -> None:
        """Forget the captions of a table that is not the form's."""
        self._set_captions(self._own_captions)

    def forget_captions(self) -> None:
        """Forget all captions: those of another sheet hold for nothing here."""
        self._own_captions = (None, None)
        self._set_captions(self._own_captions)

    def _set_captions(self, captions: tuple[str | None, str | None]) -> None:
        self._captions = captions
        self.found.money_unit, last = captions
        if not self.block.begun():
            self.block.caption_unit = last

    def take_title(self, cell: Cell) -> bool:
        """Take a line if it is a title, which begins the next project where one has begun."""
        form = title_form(cell.text)
        if form is None:
            return False
        if not self.found.title:
            self.found.title, self.found.form = cell, form
        self.found.labels.append(cell)
        # 四、项目年度绩效目标表 goes on with the form of the project named above it
        if self.block.begun() and not (self.block.name and _SECTION_OF_FORM.match(cell.folded)):
            if not self._said_since_table:
                self.forget_captions()
            self.next_block()
        self.block.title = cell
        self.say_unit(unit_in(cell.text))
        if self.found.title.folded != cell.folded and _FISCAL_YEAR.search(cell.text):
            # 绩效目标自评表（2019年度） below the page's own title
            self.take_year(cell)
        return True

    def take_year(self, cell: Cell) -> None:
        """Take a line that names the year: of the file and of this project, unless one is named already."""
        self.found.labels.append(cell)
        if not self.found.year:
            self.found.year = cell
        if not self.block.years:
            self.block.year = cell
        self.block.years.append(cell)

    def take_organisation(self, line: Cell) -> bool:
        """Take the line below a title that says whose form it is, and for which year: 某局 2022年 单位：万元."""
        found = organisation_line(line) if self.found.title and not self.block.begun() else None
        if found is None:
            return False
        name, years, unit = found
        for year in years:
            self.take_year(year)
        self.say_unit(unit)
        self.found.labels.append(line)
        self._set("reporter", name)
        return True

    def take_fields(self, cell: Cell) -> bool:
        """Read ``项目名称：…　主管部门：…`` in one line or cell; returns whether any label was known."""
        known = False
        for match in FIELDS.finditer(cell.text):
            label, value = cell.part(*match.span("label")), cell.part(*match.span("value"))
            name = field_of(label.text)
            if label.folded == "单位" and value and not unit_in(match[0]):
                self.found.labels.append(label)
                self._set("reporter", value)
            elif fold(label.text).endswith("单位") and unit_in(match[0]):
                self.say_unit(unit_in(match[0]))
                self.found.labels.append(cell.part(*match.span()))
            elif states_score(label.folded) and is_points(value):
                self.found.labels.append(label)
                self._set_score(label, value)
            elif PERSONS.search(label.folded):
                self.found.labels.append(cell.part(*match.span()))
            elif name:
                self.found.labels.append(cell.part(match.start(), match.start("value")))
                self._set(name, value)
            else:
                continue
            known = True
        return known

    def _set(self, name: str, value: Cell) -> None:
        if not value or is_personal(value.text):
            # 单位负责人（签名）： behind 填报单位（盖章）, which nobody filled in
            return
        if name == "known":
            self.found.labels.append(value)
            if is_period(value.text):
                self.found.periods.append(value)
            return
        if name in ("project", "superior", "upper", "unit", "reporter"):
            # 主管部门：某局。 in running text
            value = value.part(0, len(value.text.rstrip("。；;")))
        if name in ("superior", "upper", "unit", "reporter"):
            value = self._name_alone(value)
        block = self.block
        again = name == "project" and block.name and (block.begun() or block.name.folded != value.folded)
        if again or (block.tables and name in ("project", "superior", "unit", "reporter", "year")):
            block = self.next_block()
        if name == "project":
            block.name = value
            heading, money = self._stated
            if money is not None and is_heading_of(heading, value.text) and not block.begun():
                block.money.append(money)
            self._stated = ("", None)
        elif name == "superior":
            block.superior = value if not block.superior else block.superior
        elif name == "upper":
            # 省级主管部门 is nearer than 中央主管部门
            nearer = not is_of_state(value) and is_of_state(block.upper)
            block.upper = value if not block.upper or nearer else block.upper
        elif name == "unit":
            block.unit = value if not block.unit else block.unit
        elif name == "reporter":
            block.reporter = value if not block.reporter else block.reporter
        elif name == "year":
            self.take_year(value)
        elif name == "goal":
            block.goal.append(value)
        elif name == "period_goal":
            block.period_goal.append(value)
        elif name == "outcome":
            block.outcome.append(value)

    def _name_alone(self, value: Cell) -> Cell:
        """Cut the year and the unit of money off that are printed behind a name: 某局 2023年度 金额单位：万元."""
        name, behind = parted_name(value)
        while behind:
            part, behind = parted_name(behind)
            if is_year_line(part.text):
                self.take_year(part)
            elif unit_in(part.text):
                self.say_unit(unit_in(part.text))
                self.found.labels.append(part)
        return name

    def _set_score(self, label: Cell, value: Cell) -> None:
        if "%" not in value.folded and self.block.score is None:
            self.block.score = (label, value)

    def next_block(self) -> Block:
        """Begin the next project; department and year hold on until they are printed again."""
        before = self.block
        self.block = Block(
            year=before.year,
            inherited=before.superior or before.inherited,
            caption_unit=self._captions[1],
            sheet=before.sheet,
        )
        self.found.blocks.append(self.block)
        return self.block
