"""What a task's name (重点工作任务名称) is about, so that an indicator whose name repeats it can be told."""

from __future__ import annotations

from kg.folding import fold

_GENERAL = ("工作", "活动", "项目", "服务", "任务", "工程", "计划", "经费")
_SHORTEST = 4  # characters that say enough
_LEADING = ("区", "市", "省", "县")
_QUOTES = str.maketrans("", "", "“”\"'‘’《》")


def core(name: str) -> str:
    """Return what a task's name is about, without general words at its end.

    >>> core("区“科普讲坛”活动项目")
    '科普讲坛'

    """
    words = fold(name).translate(_QUOTES)
    for leading in _LEADING:
        words = words.removeprefix(leading)
    shorter = True
    while shorter:
        shorter = any(words.endswith(general) for general in _GENERAL)
        for general in _GENERAL:
            words = words.removesuffix(general)
    return words


def is_repeated(task: str, indicator: str) -> bool:
    """Say whether an indicator's name repeats what a task's name is about.

    >>> is_repeated("科普讲坛活动", "“科普讲坛”活动场次"), is_repeated("宣传工作", "宣传活动场次")
    (True, False)

    """
    about = core(task)
    return len(about) >= _SHORTEST and about in fold(indicator).translate(_QUOTES)
