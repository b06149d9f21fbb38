"""What every test of the form readers asks of a page and its reading."""

from __future__ import annotations

from kg.folding import fold
from kg.forms.labels import is_personal
from kg.forms.ledger import sources_of
from kg.text import TextLayer

# words of the three forms that name cells and are no content
LABELS = (
    "部门整体预算绩效目标申报表", "部门名称", "预算整体情况", "部门预算支出", "预算金额(万元)", "收入来源",
    "事业发展性支出", "按预算级次划分", "总体绩效目标", "年度重点工作任务", "主要实施内容", "拟投入的资金(万元)",
    "期望达到的目标(概述)", "名称", "其他需完成的任务(可选填)", "绩效指标", "一级指标", "二级指标", "三级指标",
    "实施周期指标值", "年度指标值", "基本支出", "财政拨款", "项目支出", "其他资金", "财政专项资金",
    "区本级使用资金", "其他事业发展性支出", "拟用于对下转移支付资金", "产出指标", "效益指标", "满意度指标",
    "数量指标", "质量指标", "社会效益指标", "服务对象满意度指标", "合计", "单位:万元", "项目支出绩效目标表",
    "(含转移支付项目)", "项目名称(资金使用单位)", "总计", "财政专户拨款", "绩效目标",
)  # fmt: skip


def unaccounted(text, reading):
    """Return the printed words that stand in no source of the reading and are no label of a form."""
    layer = TextLayer.from_bytes(text.encode(), "page.txt")
    marked = bytearray(len(layer.text))
    parts = [getattr(reading, name) for name in reading.__dataclass_fields__ if name != "document"]
    document = reading.document
    for source in (*sources_of(parts), *sources_of((document.source, document.goal_source))):
        for span in source.spans:
            assert layer.text[span.start : span.end] == span.text
            marked[span.start : span.end] = b"\x01" * (span.end - span.start)
    # a label may be wrapped, so lines are joined; a tab stands where a record's words were
    left = "".join(
        "".join("\t" if marked[line.start + at] else c for at, c in enumerate(line.text))
        for line in layer.printed_lines()
        if not is_personal(line.text)
    )
    lost = []
    for words in left.split("\t"):
        folded = fold(words)
        for label in sorted(LABELS, key=len, reverse=True):
            folded = folded.replace(label, "")
        folded = folded.strip("、；;：:。0123456789-")
        if folded:
            lost.append(folded)
    return lost
