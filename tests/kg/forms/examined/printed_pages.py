"""Set examined forms without borders, or with rules between rows alone, in office programs; read the PDFs; compare.

``python -m tests.kg.forms.examined.printed_pages FOLDER [none|rows|text]`` needs LibreOffice and Chromium; the files
stay in the folder. ``text`` reads the words that ``pdftotext -raw`` takes out of the PDFs, in the order in which the
programs drew them. The figures of docs/quality.md are its output.
"""

from __future__ import annotations

import html
import random
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from kg.readers.blocks import Part, Table
from tests.kg.forms.examined import comparing
from tests.kg.forms.examined.every_form import FORMS
from tests.kg.forms.examined.notation import TYPED
from tests.kg.forms.examined.pdf_pages import as_pdf_pages
from tests.kg.forms.examined.streams import as_drawn
from tests.kg.forms.examined.word_file import as_word_file
from tests.kg.forms.examined.workbook import as_workbook
from tests.kg.forms.variants.writing import extent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.kg.forms.examined.pdf_pages import Rules
    from tests.kg.forms.examined.setting import ExaminedForm

WAYS = (
    "calc-center", "calc-bottom", "calc-top", "calc-centred", "writer-center", "writer-top", "reportlab", "web-middle",
    "web-top",
)  # fmt: skip
_FEWEST_ROWS = 4
_STEP = 12
_BEGINNINGS = (0, 5, 9)
_AT_ONCE = 40
_WORD_WIDTH = 9300
_LINE = '<w:{} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'


def _chosen(beginning: int) -> list[ExaminedForm]:
    def is_printed(form: ExaminedForm) -> bool:
        cells = [cell for block in form.page.blocks if isinstance(block, Table) for cell in block.cells]
        return bool(cells) and not form.page.hidden and not any(TYPED.fullmatch(cell.text) for cell in cells)

    kinds = ("xlsx", "docx", "html", "pdf", "hand")
    fit = [one for one in FORMS if one.kind in kinds and len(one.page.rows) >= _FEWEST_ROWS and is_printed(one)]
    return fit[beginning::_STEP]


def _widths(blocks: Sequence[Part | Table], rnd: random.Random) -> list[float]:
    """Return the width of each column in half characters: as its longest words, up to what a person would give it."""
    tables = [block for block in blocks if isinstance(block, Table)]
    widths = [6.0] * max(extent(table)[1] for table in tables)
    for cell in (cell for table in tables for cell in table.cells if cell.colspan == 1 and cell.text):
        longest = max(map(len, cell.text.split("\n")))
        at = cell.column - 1
        widths[at] = max(widths[at], min(longest * 2 + 2, rnd.choice([14, 18, 22, 26])))
    return widths


def _sheet(form: ExaminedForm, stand: str, rnd: random.Random, rules: Rules) -> bytes:
    from openpyxl import load_workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    book = load_workbook(BytesIO(as_workbook(form.page.blocks, set())))
    widths = _widths(form.page.blocks, rnd)
    titles = {block.text for block in form.page.blocks if isinstance(block, Part)}
    centred = stand == "centred"
    for sheet in book:
        for at, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        sheet.page_setup.orientation = "landscape" if sum(widths) > 100 else "portrait"
        sheet.page_setup.paperSize = 9
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            cell.alignment = Alignment(
                wrap_text=cell.value not in titles,
                vertical="center" if centred else stand,
                horizontal="center" if centred else None,
            )
            cell.font = Font(size=10)
        merged = {place for span in sheet.merged_cells.ranges for row in span.rows for place in row[:]}
        ends = {place for span in sheet.merged_cells.ranges for place in list(span.rows)[-1]}
        for row in sheet.iter_rows() if rules == "rows" else ():
            titled = all(cell.value in titles or cell.value is None for cell in row)
            for cell in row:
                place = cell.row, cell.column
                if not titled and (place not in merged or place in ends):
                    cell.border = Border(bottom=Side("thin"))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _word(form: ExaminedForm, stand: str, rnd: random.Random, rules: Rules) -> bytes:
    widths = _widths(form.page.blocks, rnd)
    share = _WORD_WIDTH / sum(widths)

    def edit(markup: str) -> str:
        def grid(match: re.Match[str]) -> str:
            columns = match[0].count("<w:gridCol/>")
            return "".join(f'<w:gridCol w:w="{round(width * share)}"/>' for width in widths[:columns])

        markup = re.sub(r"(?:<w:gridCol/>)+", grid, markup)
        lines = "".join(map(_LINE.format, ("top", "bottom", "insideH"))) if rules == "rows" else ""
        borders = f"<w:tblBorders>{lines}</w:tblBorders>" if lines else ""
        fixed = f'<w:tblPr><w:tblW w:w="{_WORD_WIDTH}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/></w:tblPr>'
        markup = markup.replace("<w:tblPr/>", fixed)
        if stand == "center":
            markup = markup.replace("</w:tcPr>", '<w:vAlign w:val="center"/></w:tcPr>')
            close = '<w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr>'
            markup = re.sub(r"(?<=</w:tcPr>)<w:p>", close, markup)
        return markup

    return as_word_file(form.page.blocks, edit)


def _web(form: ExaminedForm, stand: str, rules: Rules) -> bytes:
    padding = "4px 6px" if stand == "middle" else "2px 5px"
    line = "border-bottom:1px solid #ccc" if rules == "rows" else ""
    style = f"table{{border-collapse:collapse;width:100%}}td{{padding:{padding};vertical-align:{stand};{line}}}"
    parts = [f"<meta charset=utf-8><style>body{{font-size:10.5pt}}{style}</style>"]
    for block in form.page.blocks:
        if isinstance(block, Part):
            parts.append(f"<p>{html.escape(block.text)}</p>")
            continue
        rows = [
            "".join(
                f"<td rowspan={cell.rowspan} colspan={cell.colspan}>{html.escape(cell.text)}</td>".replace("\n", "<br>")
                for cell in block.cells
                if cell.row == row
            )
            for row in range(1, extent(block)[0] + 1)
        ]
        parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    return "".join(parts).encode()


def _print(folder: Path) -> None:
    """Have the programs write a PDF beside each file."""
    office = [str(path) for path in sorted(folder.iterdir()) if path.suffix in (".xlsx", ".docx")]
    for begin in range(0, len(office), _AT_ONCE):
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
        subprocess.run([*command, *office[begin : begin + _AT_ONCE]], check=True, capture_output=True, timeout=600)
    for path in folder.glob("*.html"):
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        target = f"--print-to-pdf={path.with_suffix('.pdf')}"
        subprocess.run([*command, target, str(path)], check=True, capture_output=True, timeout=120)


def written(forms: Sequence[ExaminedForm], way: str, folder: Path, rules: Rules) -> None:
    """Write the forms one way, and print them."""
    folder.mkdir(parents=True, exist_ok=True)
    rnd = random.Random(5)
    program, _, stand = way.partition("-")
    for form in forms:
        if program == "calc":
            (folder / f"{form.slug}.xlsx").write_bytes(_sheet(form, stand, rnd, rules))
        elif program == "writer":
            (folder / f"{form.slug}.docx").write_bytes(_word(form, stand, rnd, rules))
        elif program == "web":
            (folder / f"{form.slug}.html").write_bytes(_web(form, stand, rules))
        else:
            (folder / f"{form.slug}.pdf").write_bytes(as_pdf_pages(form.page.blocks, rules=rules))
    _print(folder)


def compared(forms: Sequence[ExaminedForm], folder: Path, *, as_text: bool) -> Iterator[tuple[str, int]]:
    """Give counts of rows by what became of them; print what is wrong in silence."""
    for form in forms:
        rows = len(form.page.rows)
        page = (folder / f"{form.slug}.pdf").read_bytes()
        if as_text:
            found = comparing.compared(replace(form, kind="layout"), as_drawn(page))
        else:
            found = comparing.compared(replace(form, kind="pdf"), page)
        refused = any(difference.field == "refused" for difference in found)
        wrong = len({difference.row for difference in found if difference.row[:1].isdigit()})
        yield "rows", rows
        yield "refused" if refused else "right", rows if refused else rows - wrong
        for difference in (difference for difference in found if difference.silent):
            print(f"  {form.slug}: {difference}")  # noqa: T201
            yield "silent", 1


def main(folder: Path, rules: Rules, *, as_text: bool) -> None:
    """Write, print, read and compare; three sets of forms, nine ways each."""
    for beginning in _BEGINNINGS:
        forms = _chosen(beginning)
        for way in WAYS:
            counts: Counter[str] = Counter()
            here = folder / str(beginning) / way
            written(forms, way, here, rules)
            for what, count in compared(forms, here, as_text=as_text):
                counts[what] += count
            print(beginning, way, dict(counts), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), "rows" if "rows" in sys.argv[2:] else "none", as_text="text" in sys.argv[2:])
