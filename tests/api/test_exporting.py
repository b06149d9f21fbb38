"""``kg export``: what people open holds what the graph and the pages hold."""

from __future__ import annotations

import openpyxl

from api import open_dataset
from api.building import build
from kg.sample import sample_files


def test_the_workbook_holds_what_documents_say_against_each_other(tmp_path):
    """Findings of the sheet are those of ``kg audit``, one between two declarations among them."""
    (declaration,) = (path for path in sample_files() if path.name == "city_declaration.txt")
    words = declaration.read_text("utf-8").replace("申报表", "申报表（2024年度）", 1)
    for name, text in {"first.txt": words, "second.txt": words.replace("1,200.00", "1,300.00")}.items():
        (tmp_path / name).write_text(text, "utf-8")
    build(tmp_path / "dataset", [tmp_path / "first.txt", tmp_path / "second.txt"])

    with open_dataset(tmp_path / "dataset") as dataset:
        dataset.export("xlsx", tmp_path / "all.xlsx")
        told = sorted(finding.rule for finding in dataset.findings())
    headings, *rows = openpyxl.load_workbook(tmp_path / "all.xlsx")["核查发现"].iter_rows(values_only=True)
    rules = sorted(row[headings.index("规则代码")] for row in rows)

    assert rules == told
    assert "declarations-differ" in told
