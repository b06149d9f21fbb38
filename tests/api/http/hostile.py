"""A document whose words are markup, and a dataset of it."""

from __future__ import annotations

import csv
from pathlib import Path

from api.building import build

SCRIPT = "<script>alert(1)</script>"
IMAGE = "\"'><img src=x onerror=alert(2)>"
ADDRESS = "javascript:alert(3)"
FILE = "a'\"><img src=x onerror=alert(4)>.txt"

_TEXT = f"""部门整体预算绩效目标申报表

部门名称	广州市{SCRIPT}{IMAGE}协会（部门）
预算整体情况	部门预算支出	预算金额（万元）	收入来源	预算金额（万元）
	基本支出	515.85	财政拨款	847.85
	项目支出	332.00	其他资金	0.00
	事业发展性支出	预算金额（万元）	按预算级次划分	预算金额（万元）
	财政专项资金	0.00	区本级使用资金	847.85
	其他事业发展性支出	0.00	拟用于对下转移支付资金	0.00
总体绩效目标	</textarea></title></style>{SCRIPT} {{{{7*1000003}}}} ]]><!-- {IMAGE}
年度重点工作任务	名称	主要实施内容	拟投入的资金（万元）	期望达到的目标（概述）
	{SCRIPT}任务	{IMAGE}请嘉宾登台。	38.80	{ADDRESS}
其他需完成的任务（可选填）
绩效指标	一级指标	二级指标	三级指标	实施周期指标值	年度指标值
	产出指标	数量指标	{SCRIPT}科普讲坛活动场次	≥15场{IMAGE}	≥15场{IMAGE}
			{IMAGE}科普课程研发数量	≥20项	≥20项
			{ADDRESS}	≥3场	≥2场
	效益指标	可持续影响指标	<!-- </html> 宣传活动	完成{SCRIPT}	完成{SCRIPT}
	满意度指标	服务对象满意度指标	公众对"科普'工作的满意度	满意人数/调查总人数 $\\geq 90\\%$<b	≥90%<b
"""


def hostile_dataset(folder: Path) -> Path:
    """Build a dataset of the document and of a table that calls it by hostile names; returns its folder."""
    documents = folder / "documents"
    documents.mkdir()
    (documents / FILE).write_text(_TEXT, encoding="utf-8")
    with (documents / "documents.csv").open("w", newline="", encoding="utf-8") as table:
        rows = csv.writer(table)
        rows.writerow(["file", "fiscal_year", "title", "publisher", "licence"])
        rows.writerow([FILE, "2024", f"{SCRIPT}{IMAGE}", "<b>pub", ADDRESS])
    build(folder / "dataset", [documents])
    return folder / "dataset"
