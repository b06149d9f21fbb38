"""A form as portals publish it: a page of layout tables, and in it what Word, Excel or an editor saved."""

from __future__ import annotations

import html
from random import Random
from typing import Literal

from kg.readers.blocks import Part, Table, TableCell
from tests.kg.forms.examined.notation import TYPED
from tests.kg.forms.variants.writing import extent

Style = Literal["word", "excel", "plain"]
_SPAN = '<span style="font-size:10.0pt;font-family:宋体;mso-bidi-font-family:宋体">'
_OTHER_FONT = '<span lang="EN-US" style="font-size:10.0pt;font-family:仿宋_GB2312">'
_PARAGRAPH = '<p class="MsoNormal" align="center" style="text-align:center;mso-pagination:widow-orphan">'
_TABLES = {
    "word": '<table class="MsoNormalTable" border="1" cellspacing="0" cellpadding="0" '
    'style="border-collapse:collapse;mso-table-layout-alt:fixed"><tbody>',
    "excel": "<table border=0 cellpadding=0 cellspacing=0 width=872 "
    'style="border-collapse:collapse;table-layout:fixed;width:654pt">',
    "plain": '<table border="1" width="100%"><tbody>',
}
# a portal's script may hold markup, and its layout is itself a table
_PAGE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">\
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>\
<meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>{title}_政府信息公开</title>\
<style>.MsoNormal{{mso-style-parent:"";margin:0cm}}</style>\
<script>var siteid=12;function t(){{return "<table><tr><td>x</td></tr></table>"}}</script></head><body>\
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></div><!-- 正文开始 -->\
{body}<div class="footer">版权所有：某某网 备案号：某ICP备00000000号</div></body></html>"""
_IN_TABLES = """<table width="1000" border="0" align="center" cellpadding="0" cellspacing="0">\
<tr><td class="bt_title" align="center">{title}</td></tr>\
<tr><td align="center">发布时间：2024-03-05&nbsp;&nbsp;来源：本站&nbsp;&nbsp;\
浏览次数：<span id="hits">286</span></td></tr>\
<tr><td id="zoom"><table width="96%" border="0"><tr><td class="bt_content">\
<div class="TRS_Editor">{body}</div></td></tr>\
</table></td></tr></table>"""
_IN_DIVISIONS = """<div class="article"><h1>{title}</h1><div class="info"><span>日期：2024-05-16</span>\
<span>字体：[大 中 小]</span></div><div id="zoom">{body}</div></div>"""


def as_web_page(
    slug: str,
    title: str,
    blocks: list[Part | Table],
    *,
    style: Style = "word",
    charset: str = "utf-8",
    layout_tables: bool = True,
) -> str:
    """Write the page's markup; where a run of words is broken is drawn by the slug."""
    random = Random(slug)
    body = []
    for block in blocks:
        if isinstance(block, Part):
            words = html.escape(block.text, quote=False) or "&nbsp;"
            span = '<span style="font-size:16.0pt;font-family:仿宋_GB2312">'
            body.append(f'<p class="MsoNormal" style="text-indent:24.0pt">{span}{words}</span></p>')
        else:
            body.append(f'<div align="center">{_table(block, style, random)}</div>')
    inner = (_IN_TABLES if layout_tables else _IN_DIVISIONS).format(
        title=html.escape(title, quote=False), body="\n".join(body)
    )
    return _PAGE.format(charset=charset, title=title, body=inner)


def _table(table: Table, style: Style, random: Random) -> str:
    rows, columns = extent(table)
    head = _TABLES[style]
    if style == "excel":
        head += "".join(f'<col width={60 + at} style="mso-width-source:userset">' for at in range(columns))
    lines = [head]
    for row in range(1, rows + 1):
        cells = "".join(_cell(cell, style, random) for cell in table.cells if cell.row == row)
        lines.append(f'<tr style="height:28.5pt">{cells}</tr>' if style == "word" else f"<tr>{cells}</tr>")
    return "\n".join([*lines, "</table>" if style == "excel" else "</tbody></table>"])


def _cell(cell: TableCell, style: Style, random: Random) -> str:
    spans = f' rowspan="{cell.rowspan}"' * (cell.rowspan > 1) + f' colspan="{cell.colspan}"' * (cell.colspan > 1)
    typed = TYPED.fullmatch(cell.text)
    lines = (typed[3] if typed else cell.text).split("\n")
    if style == "plain":
        return f"<td{spans}>{'<br/>'.join(html.escape(line, quote=False) for line in lines)}</td>"
    if style == "excel":
        words = "<br>\n  ".join(html.escape(line, quote=False) or "&nbsp;" for line in lines)
        return f"<td{spans} class=xl{random.randrange(65, 85)} style='border-top:none'>{words}</td>"
    paragraphs = "\n".join(
        f'{_PARAGRAPH}{_SPAN}{_runs(line, random)}</span><span lang="EN-US"><o:p></o:p></span></p>' for line in lines
    )
    return f'<td width="85"{spans} valign="center" style="border:solid windowtext 1.0pt">{paragraphs}</td>'


def _runs(line: str, random: Random) -> str:
    """Break words into two fonts now and then, as Word does within a figure."""
    if len(line) > 3 and random.random() < 0.4:
        at = random.randrange(1, len(line))
        before, after = html.escape(line[:at], quote=False), html.escape(line[at:], quote=False)
        return f"{before}</span>{_OTHER_FONT}{after}"
    return html.escape(line, quote=False) or "&nbsp;"
