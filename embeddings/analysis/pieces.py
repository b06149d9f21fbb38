"""What is counted by the piece (计件的量词): 台 counts devices, 册 books, 种 kinds; 5台 is never compared with 5种.

In: units of items, of a query or of a target. Out: what they may count, as bits. All of them share the dimension
``item_count``, so the measure alone would set 科普设备几台 beside 科普传播途径≥10种. Most counters serve several kinds
of things (件, 套, 部), and 个 and 项 nearly all: two units agree where anything can be counted in both. A unit that no
table knows, or none, may count anything, so only what is certainly something else is kept apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Piece:
    """One kind of things that are counted: local name, labels, and the units that it is counted in."""

    name: str
    zh: str
    en: str
    units: frozenset[str]


_ROWS = (
    ("works", "文稿作品", "works", "份 篇 篇次 件 条 幅 部 套 款 版 张 枚 期 集 个 项"),
    ("volumes", "图书", "volumes", "册 本 卷 部 套 份 件 张 期 项"),
    ("places", "单位场所", "places", "家 所 座 处 栋 幢 间 户 站 村 镇 街 路 片 宗地 条 团 队 组 班 个 项"),
    ("devices", "设备器材", "devices", "台 台套 套 部 块 面 件 支 副 顶 只 组 款 张 把 根 枝 对 枚 盒 箱 个 项"),
    ("wells", "井孔", "wells", "眼 口井 孔 个 项"),
    ("vehicles", "车船", "vehicles", "辆 艘 架 列 车 台 部 件 项"),
    ("supplies", "物资药品", "supplies", "盒 箱 包 罐 剂 剂次 袋 瓶 桶 支 份 人份 件 批 套 张 只 顶"),
    ("containers", "集装箱", "containers", "标准箱 标箱 TEU 箱"),
    ("living", "动植物", "plants and animals", "株 棵 头 匹 尾 羽 只"),
    ("teams", "队伍", "teams", "支 队 团 组 个"),
    ("kinds", "种类", "kinds", "种 类 款 门 个 项"),
    ("courses", "课程", "courses", "门 节 班 期 个 项"),
    ("dealings", "事务", "dealings", "件 宗 笔 单 批 批件 份 条 例次 例 起 对 标段 户 个 项"),
    ("seats", "床位席位", "beds and seats", "床 床位 张 席 座 学位 个"),
    ("pages", "篇幅", "pages", "页 字 版"),
)
PIECES = tuple(Piece(name, zh, en, frozenset(units.split())) for name, zh, en, units in _ROWS)
PIECE_BITS = {piece.name: 1 << place for place, piece in enumerate(PIECES)}
ANY_PIECE = (1 << len(PIECES)) - 1

_BITS_OF: dict[str, int] = {}
for _piece in PIECES:
    for _unit in _piece.units:
        _BITS_OF[_unit] = _BITS_OF.get(_unit, 0) | PIECE_BITS[_piece.name]


def pieces_counted(units: Iterable[str | None]) -> int:
    """Return what some units may count, as bits; anything for none, and for a unit that no table knows.

    >>> bool(pieces_counted(["台"]) & pieces_counted(["个"])), bool(pieces_counted(["台"]) & pieces_counted(["种"]))
    (True, False)
    >>> pieces_counted([]) == ANY_PIECE, pieces_counted(["幅/条"]) == pieces_counted(["幅", "条"])
    (True, True)

    """
    found = 0
    for unit in units:
        for word in (unit or "").split("/"):
            found |= _BITS_OF.get(word, ANY_PIECE)
    return found or ANY_PIECE


def pieces_named(bits: int) -> list[str]:
    """Return the names of what bits say is counted, in the order of the table; none where it may be anything.

    >>> pieces_named(pieces_counted(["辆"])), pieces_named(pieces_counted(["台"])), pieces_named(ANY_PIECE)
    (['vehicles'], ['devices', 'vehicles'], [])

    """
    return [name for name, bit in PIECE_BITS.items() if bits & bit] if bits != ANY_PIECE else []
