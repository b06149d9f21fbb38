"""Tasks in page layout: goal, name and content of neighbours are told apart, or a finding says that they cannot be."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.typesetting import DeclarationContent, IndicatorEntry, TaskEntry, Widths, declaration_layout
from kg.reading import read_bytes

DOUBTS = {"uncertain-task-cells", "shifted-row"}
WORDS = "组织展车志愿讲师进社区校园更新科普画廊内容支持学会"


def read(tasks, widths):
    """Read a page with these tasks; returns them as printed, and those that findings are about."""
    content = DeclarationContent(
        "广州市海珠区科学技术协会", "区", "1.00", "1.00", "2.00", goal="目标。", tasks=tuple(tasks),
        indicators=(IndicatorEntry("产出指标", "数量指标", "沙龙", "6场"),),
    )  # fmt: skip
    reading = read_bytes(declaration_layout(content, widths).encode(), "page.txt")
    doubted = {about for finding in reading.findings if finding.rule in DOUBTS for about in finding.about}
    return [(task.name, task.content, task.amount.printed, task.outcome) for task in reading.tasks], doubted


def printed(tasks):
    """Return what each task says, merged names filled in."""
    rows, name = [], ""
    for task in tasks:
        name = task.name or name
        rows.append((name, task.content, task.wan, task.outcome))
    return rows


def task(name, content, outcome):
    return TaskEntry(name, content, "12.50", outcome)


def page(seed):
    """Tasks of one or more sentences, with or without a full stop, and widths of columns: names are the narrowest."""
    chance = random.Random(seed)
    stop, merged = chance.random() < 0.7, chance.random() < 0.5

    def words(least, most):
        return "".join(chance.choices(WORDS, k=chance.randint(least, most)))

    def cell():
        return "。".join(words(4, 45) for _ in range(chance.choice((1, 1, 2, 3)))) + ("。" if stop else "")

    names = ["" if merged and at and chance.random() < 0.6 else words(3, 14) for at in range(chance.randint(2, 9))]
    content = chance.randint(12, 34)
    return [task(name, cell(), cell()) for name in names], Widths(
        group=chance.randint(5, min(content - 4, 14)),
        content=content,
        outcome=chance.choice((content, chance.randint(12, 42))),
        page=chance.choice((24, 41, 400)),
    )


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_no_task_is_wrong_in_silence(seed):
    """Whatever the tasks say and however wide their columns are, one that is not as printed is cited by a finding."""
    tasks, widths = page(seed)
    found, doubted = read(tasks, widths)

    assert len(found) == len(tasks)
    for at, (wanted, got) in enumerate(zip(printed(tasks), found, strict=True), start=1):
        assert wanted == got or f"task/{at}" in doubted


def test_most_tasks_are_told_apart():
    """Of tasks that end in full stops, nine in ten are read as printed, and no finding doubts them."""
    right = every = 0
    for seed in range(60):
        tasks, widths = page(seed)
        if not tasks[0].outcome.endswith("。"):
            continue
        found, doubted = read(tasks, widths)
        every += len(tasks)
        right += sum(
            wanted == got and f"task/{at}" not in doubted
            for at, (wanted, got) in enumerate(zip(printed(tasks), found, strict=True), start=1)
        )

    assert every > 150
    assert right > 0.9 * every


GOAL = "美术作品展和旅游推介会按计划完成，形成一批可推广的做法，观众的获得感增强。"
CONTENT = "制定阅读推广活动实施方案，落实场地、人员和物资，同步开展全民健身赛事，年底前完成总结评估。"


@pytest.mark.parametrize("width", range(12, 31))
def test_a_content_below_a_full_line_is_no_goal(width):
    """Goal and content of one width, no name between them: the full stop tells where the goal ends at any width."""
    tasks = [
        task("非遗展示活动", "面向观众组织美术作品展。", GOAL),
        task("", CONTENT, "参赛选手得到更好的服务。"),
        task("阅读推广", CONTENT, GOAL),
        task("公益演出", CONTENT, "演出更多。"),
        task("总分馆", CONTENT, "借阅更方便。"),
    ]

    assert read(tasks, Widths(group=9, content=width, outcome=width)) == (printed(tasks), set())


def test_one_page_of_two_tables_is_doubted():
    """Where two tables print the same characters, the page cannot tell them apart, and both tasks are cited."""
    first, second = "组织展车志愿讲师进社区校园更新科普。", "支持学会组织展车志愿讲师进社区校园。"
    last = "画廊内容更新，志愿讲师进校园，科普展车进社区。"
    assert len(first) == len(second) == 18
    tables = [
        [task("科普", "展车进社区。", first + second), task("", last, "目标完成。"), task("学会", last, last)],
        [task("科普", "展车进社区。", first), task("", second + last, "目标完成。"), task("学会", last, last)],
    ]
    pages = [read(tasks, Widths(group=6, content=18, outcome=18)) for tasks in tables]

    assert pages[0] == pages[1]
    assert pages[0][1] == {"task/1", "task/2"}
    assert pages[0][0] in [printed(tasks) for tasks in tables]
