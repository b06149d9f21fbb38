"""In which measures a promise may be compared (可比), and the bare object of a text.

In: an indicator's name and target, and what a query asks for (``embeddings.query.understanding``). Out: which measures
an indicator may be compared in, and the bare object of a text. Search ranks by nearness; here stands the harder line,
because 科普讲座场次 and 科普讲座人次 are near and must never share a median; whether objects are the same is for
``embeddings.comparability.objects``. The measure is parsed, never left to the vectors. The printed unit decides, a
name's word counts only where it does not contradict it, and a query without a measure word accepts every measure of its
object. Not done: no judgement about unlike methods of counting under the same words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from embeddings.analysis.folding import letters
from embeddings.analysis.pieces import pieces_counted
from kg.measures import MEASURES, measure_of
from kg.quantities.units import unit_of
from kg.quantities.value import Dimension, Role

if TYPE_CHECKING:
    from kg.records import Target

# Measures that a name may say although the value is counted in the other one (参加人数: 3000人次; 活动次数: 5项).
_NEAR = frozenset(
    frozenset(pair.split())
    for pair in (
        "person_count person_times",
        "event_count item_count",
        "view_count person_times",
        "view_count person_count",
        "satisfaction ratio",
        "satisfaction score",
        "deadline duration",
    )
)
# What is taken off a text so that its object is left.
_COUNTS = ("数量", "总数", "总量", "情况", "数", "量")
_LEADING = re.compile(r"^(?:(?:组织|开展|举办|承办|召开|完成|支持|实施|新建|新增|建成|全年|年度|每年|累计)(?=..))+")
_ENDINGS = tuple(
    sorted({ending for measure in MEASURES for ending in measure.endings} | set(_COUNTS), key=lambda w: (-len(w), w))
)
MEASURE_OF_DIMENSION = {measure.dimension: measure.name for measure in MEASURES if measure.dimension is not None}
# Counters that say their measure when 数 follows them; 位, 户 and the like begin too many nouns.
_COUNTERS = (Dimension.ITEM_COUNT, Dimension.EVENT_COUNT)
# Words for people, in questions and names: 个 counts them, too, and so does 数量.
PEOPLE = (
    "院士|专家|人才|学者|教授|博士|硕士|代表|骨干|党员|学生|观众|听众|[老教医]师|师傅|医生|大夫|护士|科学家|企业家|经[纪济]人|"
    "娃[儿娃子]?|孩子|小孩|儿童|幼儿|孤儿|老人|妇女|[孕产]妇|残疾人|病人|村民|居民|群众|农民|[职民]工|工人|干部|[民辅]警|军人|选手|"
    "[\u4e00-\u9fff][员者]"
)
_NUMBER_OF = re.compile(rf"(?:(?P<people>(?:{PEOPLE})(?:受益|受助)?)|[^数])(?:数量|总数|总量|数)(?:\([^()]*\))?$")
# Nouns that end in a counter: 讲座数 counts 场, 专家数 persons, 市场数 no events.
_NOUNS = re.compile(
    "(?:讲座|[会现市农广商操机考车牧林殖剧赛球]场|[案病个实]例|[学专作画国农业]家|[干支]部|俱乐部|部门|学期|社团|集团|[网车电士作]站)数$"
)
_UNIT_BRACKET = re.compile(r"[(（][^()（）]{0,3}[)）]\s*$")
_LEAST_OBJECT = 2


def measures_of(name: str, target: Target | None) -> frozenset[str]:
    """Return every measure a person may ask for an indicator by, as local names in ``kgt:measure/``.

    Args:
        name: Its printed name.
        target: The target that is shown; its promised numbers decide.

    >>> from kg.quantities.reading import read_value
    >>> sorted(measures_of("科普讲座", read_value("讲座3场，听众200人次")))
    ['event_count', 'person_times']
    >>> sorted(measures_of("参会人次", read_value("20场")))
    ['event_count']
    >>> sorted(measures_of("参会人数", read_value("300人次")))
    ['person_count', 'person_times']

    """
    counted, said = counted_in(name, target), measure_of(name, None) or number_of(name)
    if said is not None and (not counted or any(frozenset((said, other)) in _NEAR for other in counted)):
        return counted | {said}
    return counted


def counted_in(name: str, target: Target | None) -> frozenset[str]:
    """Return the measures of an indicator's value, in which another may be compared with it; the name only helps out.

    >>> from kg.quantities.reading import read_value
    >>> sorted(counted_in("参会人数", read_value("300人次"))), sorted(counted_in("参会人数", None))
    (['person_times'], ['person_count'])
    >>> sorted(counted_in("来宾好评率", read_value("90%以上")))
    ['satisfaction']
    >>> [sorted(counted_in(name, read_value("168"))) for name in ("补助学生数量", "改造厕所数量")]
    [['person_count'], ['item_count']]

    """
    first = measure_of(name, target)
    if first == "satisfaction":
        return frozenset({"satisfaction"})
    counted = {
        MEASURE_OF_DIMENSION[component.dimension]
        for component in (target.components if target is not None else ())
        if component.role in (Role.PROMISE, Role.TOTAL) and component.dimension in MEASURE_OF_DIMENSION
    }
    if not counted and first is None and target is not None and _is_bare_number(target):
        first = number_of(name)
    return frozenset(counted or ({first} if first is not None else ()))


def number_of(name: str) -> str | None:
    """Return the measure of a name that says the number of something (补助学生数量, 基地考核数量), else ``None``."""
    of = _NUMBER_OF.search(letters(name))
    return None if of is None else "person_count" if of["people"] else "item_count"


def _is_bare_number(target: Target) -> bool:
    """Whether all that a target promises are numbers without a unit: 168, ≥2000."""
    promised = [one for one in target.components if one.role in (Role.PROMISE, Role.TOTAL)]
    return bool(promised) and all(not one.measure_unit and one.dimension is Dimension.NONE for one in promised)


def pieces_of(target: Target | None) -> int:
    """Return what a target counts by the piece, as bits (see ``pieces``); anything where its units do not tell.

    >>> from embeddings.analysis.pieces import pieces_named
    >>> from kg.quantities.reading import read_value
    >>> pieces_named(pieces_of(read_value("宣传媒体超过10种")))
    ['kinds']

    """
    return pieces_counted(
        component.measure_unit
        for component in (target.components if target is not None else ())
        if component.role in (Role.PROMISE, Role.TOTAL) and component.dimension is Dimension.ITEM_COUNT
    )


def measure_counted(words: str) -> str | None:
    """Return the measure of a counter with 数 behind it, ``None`` for any other ending.

    >>> measure_counted("短视频条数"), measure_counted("床位数")
    ('item_count', None)

    """
    unit = unit_of(counter_in(words) or "")
    return MEASURE_OF_DIMENSION[unit.dimension] if unit is not None else None


def counter_in(words: str) -> str | None:
    """Return the counter with 数 behind it that ends some words, ``None`` for any other ending.

    >>> counter_in("短视频条数"), counter_in("床位数"), counter_in("讲座数")
    ('条', None, None)

    """
    unit = unit_of(words[-2:-1]) if words.endswith("数") and not _NOUNS.search(words) else None
    return words[-2:-1] if unit is not None and unit.dimension in _COUNTERS else None


@lru_cache(maxsize=20_000)
def object_of(text: str) -> str:
    """Return what a text is about, without the words that say how it is measured or that it is done.

    >>> object_of("举办科普讲座场次（场）"), object_of("科普讲座人次")
    ('科普讲座', '科普讲座')

    """
    words = letters(_UNIT_BRACKET.sub("", text))
    if measure_counted(words) and len(words) - 2 >= _LEAST_OBJECT:
        words = words[:-2]
    while words.endswith(_ENDINGS):
        ending = next((e for e in _ENDINGS if words.endswith(e) and len(words) - len(e) >= _LEAST_OBJECT), None)
        if ending is None:
            break
        words = words.removesuffix(ending)
    return _LEADING.sub("", words)
