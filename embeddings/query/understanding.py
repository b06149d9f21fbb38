"""Understand a query: what it is about, and which measure it asks for.

In: a person's words, from 科普讲座场次 to 请问给村民开科普讲座，一年定12场够不够. Out: the words to search for, without
the frame of the question and without figures, and the measures that an answer may have. Hard because spoken
questions hide their measure (几趟, 多少钱, 占几成) and because everything in a bag of words counts. Knowledge stands in
tables; endings are read with the function that reads indicators' names (``kg.measures``). What no table knows stays
in the query.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from embeddings.analysis.folding import letters
from embeddings.analysis.measures import MEASURE_OF_DIMENSION, PEOPLE, counter_in, measure_counted, number_of
from embeddings.analysis.pieces import ANY_PIECE, pieces_counted
from embeddings.query.plain_chinese import in_plain_chinese
from kg.folding import simplified
from kg.measures import measure_of
from kg.quantities.units import UNITS, unit_of
from kg.quantities.value import Dimension


@dataclass(frozen=True, slots=True)
class Understood:
    """A query taken apart.

    Attributes:
        said: The words without the frame of a question and without white space, for the vectors; ``""`` where the query
            has no letter.
        text: The same without figures and counters, for the characters.
        asked: Names of the measures an answer may have, ``None`` for any.
        spoken: Whether it has the frame of a question or a figure, as no indicator's name has.
        counters: Units that it counts in (12场, 几场), words of ``kg.quantities.units``.
        heading: Whether it says no more than a heading of a form does (一、数量指标), which is about nothing.
        pieces: What is counted where items are asked for, as bits (``embeddings.analysis.pieces``).

    """

    said: str
    text: str
    asked: frozenset[str] | None
    spoken: bool = False
    counters: frozenset[str] = frozenset()
    heading: bool = False
    pieces: int = ANY_PIECE


# The frame of a question: says nothing about the object or the measure. Longer forms stand before shorter ones; what
# follows ``!`` must not follow the word, because then it begins another one (上下游, 一般公共预算, 最多跑一次).
_FRAME_WORDS = """
请问一下 请问 请教 想问问 想问 问一下 查一下 查查 帮忙 帮我 我想 想要
我们单位 我单位 本单位 贵单位 我局 本局 我们 咱们 咱
可否参照 能否参照 有没有 有无 是否 可否 能否 是不是 行不行 够不够 好不好 合不合适 多不多 少不少 够吗 行吗
怎么把握 如何把握 怎么确定 如何确定 怎么设定 如何设定 怎么定 如何定 怎么设 如何设 怎么写 如何写 怎么填 如何填
怎么落笔 如何落笔 这种话 这类话 有人写到 有人写 定性表述 定性描述
怎么表述 如何表述 怎么措辞 如何措辞 怎么算 如何算 这一栏 这栏 写成效益 才够 才合适 才行 算完成
目标值设定 指标值设定 的目标值 的指标值 目标值 指标值 算合格 算达标 算正常
文件里 一般写 一般!公共|债|户|预算|性 通常 大概 大约 左右 上下!游|级|联|班 至少 最少 最多!跑|报 起码
不少于 不低于 不超过 不高于 别超过 别超 合适 合理!化|性|利用|布局 妥当 偏多 偏少 偏高 偏低 太多 太少
不离谱 离谱 靠谱 为宜 参照 参考!书|资料|咨询|价 借鉴
每年度 一年度 一年里 一年内 一年要 一年!级|期 全年 每年 今年内 今年 明年 去年 本年度 本年 当年 年度内 年内
到年底 年底
"""
# By first sign, in the order above: each word and what must not follow it.
_FRAME: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
for _entry in _FRAME_WORDS.split():
    _word, *_guards = re.split("[!|]", _entry)
    _FRAME.setdefault(_word[0], []).append((_word, tuple(_guards)))
_YES_OR_NO = frozenset({"有没有", "有无", "是否", "可否", "能否", "是不是"})
# A number or the question for one, with the scale behind it; a unit is looked up where it ends.
_NUMBER = re.compile(
    r"(?P<asking>多少|几)(?P<scale>[十百千万亿]*)|(?P<digits>\d[\d,.]*)[十百千万亿]*[余多来]?"
    r"|(?P<chinese>(?<![一-龥])[一二两三四五六七八九十][〇零一二两三四五六七八九十百千万亿]*[余多来]?"
    r"|[二两三四五六七八九十][〇零一二两三四五六七八九十百千万亿]*[余多来]?)"
)
_COUNT = re.compile("[一二两三四五六七八九十几]|\\d+")
# 10-20场, 十到二十场: two numbers and a unit, which are one figure.
_SPAN = re.compile(
    r"(?:\d[\d,.]*[百千万亿]*|[一二两三四五六七八九十][〇零一二两三四五六七八九十百千万亿]*)\s*(?:[-–—~]+|到|至)\s*"
    r"(?P<end>\d[\d,.]*[百千万亿]*|(?P<chinese>[一二两三四五六七八九十][〇零一二两三四五六七八九十百千万亿]*))"
)
_LONGEST_UNIT = max(map(len, UNITS))
_LONGEST_STATED = 8
_SCALED = re.compile(r"[十百千万亿]*[万亿](?=.)")
# where 万 alone is money, as 万/台 is
_SUM = re.compile(r"[额薪费款金价资钱]$|(?:收入|产值|补助|补贴|津贴|投资|成本)(?:标准)?$")
_NO_COUNTERS = frozenset("年日月周度分")  # dates and grades, not what is measured
# 会员净增数（学会）; a unit in brackets was cut off before
_IN_BRACKETS = re.compile(r"(?<=.)[(（][^()（）]{1,8}[)）]$")
_CLAUSE = re.compile(r"[\s，,；;。？?！!、：:]+")
_END = re.compile(
    "(?:一共|总共|共)?(?:有|是)?(?:多少|几|如何|怎么样|怎样|情况|指标|统计|要求|目标|合计|总计|合格|呢|吗|的)$"
)

# A heading of a form, with or without its number and its points. 满意度 is an object as well as a heading.
_HEADING = re.compile(
    r"(?:[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?:[.．-]\d{1,2})*)[)）、.．:：\s-]*)?"
    r"(?:(?:年度|总体|部门|整体|项目|支出|预算|个性|共性|核心|其他|[一二三四]级|[三年]年)*(?:绩效|产出|效益|效果|成本|数量|质量|时效"
    r"|(?:经济|社会|生态|环境|生态环境)(?:效益|成本)|可持续(?:影响|发展)|管理|履职|投入|过程)?(?:类|性)?(?:指标|目标)"
    r"(?:名称|内容|情况|设置|值|表|体系)?|(?:产出|效益|效果|成本|数量|质量|时效))"
    r"(?:\s*[(（]\d+(?:\.\d+)?分?[)）])?[:：]?"
)
_PARTICLES = frozenset("的了吗呢吧啊呀嘛么哦哈嗯地得着过")  # a query of nothing else says nothing

_PERSONS = frozenset({"person_count", "person_times"})
# What a word accepts besides its own measure. Offices write 人数 for 人次 as a rule, never the other way round.
# A 时限 is printed as a date or as a span of time.
_ACCEPTED: dict[str, frozenset[str]] = {
    "person_count": _PERSONS,
    "deadline": frozenset({"deadline", "duration"}),
}
# Counters of what is held as well as of what there is: 开几班, 办两期, 巡展8站, 招标1宗.
_HELD = frozenset({"班", "期", "批", "站", "宗"})
_EVENTS = frozenset({"event_count", "item_count"})
# 个 counts people, too, where they are what stands before it: 讲解员请几个; 院士站几个 counts stations.
_PEOPLE = re.compile(
    f"(?:{PEOPLE})(?:(?![站室队团会所班课院校座舍坛赛]|中心|基地|平台|项目|活动|单位|工作)[^；;。？?！!]){{0,7}}$"
)
_PIECES_OR_PEOPLE = frozenset({"item_count", "person_count", "person_times"})
# Spoken hours and sums, as the units know them.
_SPOKEN_UNITS = (
    (re.compile("个?钟头|个钟(?!头)"), "小时"),
    (re.compile(r"(?<=[\d多少几一两二三四五六七八九十百千万])个?平方(?!米|公里|千米|[厘分]米)"), "平方米"),
    (re.compile(r"(?<=[\d多少几一两二三四五六七八九十百])个亿(?![元人次户条])"), "亿元"),
    # 一米要几百块, but not 展板做几百块
    (
        re.compile(r"([要花收补发交付奖贴价][^，,。？?！!]{0,3}(?:几|多少|\d+)[十百千万]*)块(?=钱|[？?。！!，,\s]|$)"),
        r"\1元",
    ),
)
# A share asked for outright, whatever else a clause ends in: 经费真正花掉的占几成, 一百个人里懂科学的有几个.
_SHARE_ASKED = re.compile(
    r"几成(?!功|果|立|员|为|本)|百分之(?:几|多少)|占(?:几|多少)(?=$|[\s，,；;。？?！!呢])|占(?:比|多大比例|多大比重)"
    r"|(?:[一二三四五六七八九]?[十百千]|10+)个?(?:(?:人|家|户|项|件)(?:里头?|中|当中|之中|里面)[^；;。？?！!]{0,12}|(?:里头?|中|当中|里面)?有)(?:几|多少)"
)
_OPINION = frozenset({"satisfaction", "ratio", "score"})
_RATIO, _CONTENT = frozenset({"ratio"}), "满意"
_COUNTED = frozenset({"item_count", "event_count", "person_count", "person_times", "view_count"})
_OPINION_WORDS = re.compile("认可|好评|差评|口碑|评价|考评|测评|打分|满不满意|买账|点赞|服不服气")
# Words anywhere in a query, tried in this order when neither a counter nor an ending says the measure.
# Compiled by the first query that gets here: most do not, and a command asks one.
_ANYWHERE: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (pattern, frozenset(measures.split()))
    for pattern, measures in (
        ("好评|口碑|认可度|认可率", "satisfaction ratio score"),
        ("满意", "satisfaction"),
        ("被引|citations?", "event_count"),
        ("(?:多久|多长时间|几天|几周|几个月)(?:一次|一回)", "event_count"),
        ("[日周月天]一?更(?!新|换|改|多|好|正)|多久更新", "event_count item_count"),
        ("多久|多长时间|时长|(?<![近这前后好有])(?:几|多少)年(?![来内间级度])", "duration"),
        ("几点|什么时候|何时", "deadline duration"),
        ("(?:接听|来电|受理|办件)量", "event_count item_count"),
        ("(?:发行|印刷|印发|藏书)量", "item_count"),
        ("百分之|占多少|多大比例|几成|占比|比例|比重|百分比|%", "ratio"),
        ("多少钱|几块钱|花了?多少|多少经费|多少资金|多少(?:百|千)?[万亿](?![人次场])", "money"),
        ("(?:钱|租金|(?:津贴|补助|补贴|工资|薪酬)(?:标准)?|造价|单价|(?<!名)额)$", "money"),
        (
            "(?:租金|津贴|补助|补贴|工资|薪酬|造价|单价|经费|资金|费用?|收入)[^，,；;。？?！!多少几]{0,4}(?:多少|几)"
            "(?![个家项场次期名位人篇件份本册套台])",
            "money",
        ),
        ("面积|多少平|多大地方", "area"),
        ("里程|公里", "length"),
        ("人次", "person_times"),
        ("(?:多少|几)(?:个|名|位)?(?:学生|学员|观众|专家|党员|群众|老师|人)", "person_count person_times"),
    )
)


@lru_cache(maxsize=64)  # a service must not keep what it was asked
def understand(query: str) -> Understood:
    """Take a query apart.

    >>> understand("给村民开科普讲座，一年定12场够不够").text
    '给村民开科普讲座，定'
    >>> one = understand("办多少场")
    >>> one.said, one.text, one.asked, one.spoken, one.counters
    ('办多少场', '办', frozenset({'event_count'}), True, frozenset({'场'}))
    >>> understand("科普讲座").asked is None
    True
    >>> understand("一、数量指标").heading, understand("质量提升").heading
    (True, False)

    """
    if not any(sign.isalpha() and sign not in _PARTICLES for sign in letters(query)):
        return Understood("", "", None)
    plain = in_plain_chinese(simplified(unicodedata.normalize("NFKC", query)))
    for spoken, unit in _SPOKEN_UNITS:
        plain = spoken.sub(unit, plain)
    plain, stated = _without_unit(plain)
    framed = _without_frame(plain)
    framed = _with_ends_alone(framed if letters(framed) else plain)
    bare, asking, given, counters = _without_numbers(framed)
    clauses = [clause for clause in _CLAUSE.split(bare) if clause]
    opinion = _OPINION_WORDS.search(plain) is not None
    if given == _RATIO and (opinion or _CONTENT in plain):
        given = _OPINION  # 满意写到98%
    ended, counted = (None, None) if asking else _by_ending(clauses, opinion=opinion)
    if stated is not None:
        counters |= {stated}
    if _SHARE_ASKED.search(plain):
        asking = _OPINION if opinion or _CONTENT in plain else _RATIO
    asked = asking or ended or given or _counted(stated, plain) or _anywhere(plain)
    pieces = pieces_counted({counted} if ended else {unit for unit in counters if _counts_pieces(unit)})
    said, text = "".join(framed.split()), "，".join(clauses)
    text = text if any(sign.isalpha() for sign in text) else said
    heading = is_heading(framed.strip() or plain.strip())
    return Understood(
        said, text, asked, spoken=letters(text) != letters(plain), counters=counters, heading=heading, pieces=pieces
    )


def is_heading(words: str) -> bool:
    """Whether some words say no more than a heading of a form does.

    >>> is_heading("二、产出指标（50分）"), is_heading("指标"), is_heading("产出效率")
    (True, True, False)

    """
    return _HEADING.fullmatch(words) is not None


def _without_unit(text: str) -> tuple[str, str | None]:
    """Cut the unit off that ends a query in brackets, as in names, or behind white space or a comma.

    Returns the rest, and the unit if it is one (``kg.quantities.units``).

    >>> _without_unit("普高每生年定额（元）"), _without_unit("公积金提取额（亿）"), _without_unit("学会（协会）")
    (('普高每生年定额', '元'), ('公积金提取额', '元'), ('学会（协会）', None))
    >>> _without_unit("城市低保补差 元/人"), _without_unit("新馆造价，元/㎡")
    (('城市低保补差', '元'), ('新馆造价', '元'))

    """
    bare = text.rstrip(" \t\n?？。!！")
    begin = max(map(bare.rfind, "(（，, \t\n"))
    before, word = bare[:begin].rstrip(" ，,"), bare[begin + 1 :].rstrip(")）")
    bracketed = bare[begin : begin + 1] in ("(", "（")
    if begin < 0 or bracketed != bare.endswith((")", "）")) or len(word) > _LONGEST_STATED or not letters(before):
        return text, None
    scale, _, each = word.partition("/")
    if scale == "亿" or (scale == "万" and (each or _SUM.search(letters(before)))):
        return before, "元"
    unit = unit_of(word) or unit_of(_SCALED.sub("", word))
    # 买不买账，百分比 asks in words
    in_words = bare[begin] in "，," and unit is not None and unit.dimension is Dimension.RATIO
    return (text, None) if unit is None or in_words or unit.word in _NO_COUNTERS else (before, unit.word)


def _without_frame(text: str) -> str:
    """Put a space for every word of the frame, from the left, the first that fits.

    What asks yes or no joins what it parts: 项目资金有无挪用 asks for no sum.
    """
    kept: list[str] = []
    place = 0
    while place < len(text):
        known = _FRAME.get(text[place], ())
        word = next((w for w, g in known if text.startswith(w, place) and not text.startswith(g, place + len(w))), "")
        kept.append(("" if word in _YES_OR_NO and kept else " ") if word else text[place])
        place += len(word) or 1
    return "".join(kept)


def _with_ends_alone(text: str) -> str:
    """Leave of a span its end: the start would be a number without a unit, which nothing cuts out.

    >>> _with_ends_alone("科普讲座十到十五场"), _with_ends_alone("2023-2024年3-6年级")
    ('科普讲座十五场', '2023-2024年3-6年级')

    """

    def end(span: re.Match[str]) -> str:
        unit = _unit_at(text, span.end(), chinese=span["chinese"] is not None)
        return span[0] if unit is None or unit in _NO_COUNTERS else span["end"]

    return _SPAN.sub(end, text)


def _without_numbers(text: str) -> tuple[str, frozenset[str] | None, frozenset[str] | None, frozenset[str]]:
    """Cut numbers with their units out; return the rest, the measure asked for, that of a figure, and the units."""
    rest = []
    asking: frozenset[str] | None = None
    given: frozenset[str] | None = None
    counters = set()
    end = 0
    for match in _NUMBER.finditer(text):
        if match.start() < end:
            continue
        unit = _unit_at(text, match.end(), chinese=match["chinese"] is not None)
        if unit is None:
            continue
        measure = MEASURE_OF_DIMENSION.get(UNITS[unit].dimension)
        if measure is not None and unit not in _NO_COUNTERS and not _says_how_often(text, match.end(), unit):
            counters.add(unit)
            accepted = _counted(unit, text[: match.start()])
            if match["asking"]:
                asking = asking or accepted
            else:
                given = given or accepted
        rest.append(text[end : match.start()])
        end = match.end() + len(unit)
    rest.append(text[end:])
    bare = " ".join(rest)
    return (bare if letters(bare) else text), asking, given, frozenset(counters)


def _says_how_often(text: str, place: int, unit: str) -> bool:
    """Whether a span of time at ``place`` is what another count is for: 一天两场, 一天一更, but not 3小时30分."""
    if UNITS[unit].dimension is not Dimension.DURATION:
        return False
    count = _COUNT.match(text, place + len(unit))
    counted = _unit_at(text, count.end(), chinese=True) if count is not None else None
    if count is None or counted is None:
        return count is not None and text.startswith("更", count.end())
    return counted not in _NO_COUNTERS and UNITS[counted].dimension is not Dimension.DURATION


def _counted(unit: str | None, before: str) -> frozenset[str] | None:
    """Return the measures of what is counted in a unit behind some words, ``None`` for one that measures nothing."""
    measure = MEASURE_OF_DIMENSION.get(UNITS[unit].dimension) if unit is not None else None
    if unit is None or measure is None:
        return None
    if unit == "个" and _PEOPLE.search(before):
        return _PIECES_OR_PEOPLE
    return _EVENTS if unit in _HELD else _ACCEPTED.get(measure, frozenset({measure}))


def _unit_at(text: str, place: int, *, chinese: bool) -> str | None:
    """Return the longest unit that begins at ``place`` and is none of a longer word's beginning."""
    for length in range(min(_LONGEST_UNIT, len(text) - place), 0, -1):
        unit = UNITS.get(text[place : place + length])
        if unit is None or (chinese and not unit.chinese_numerals):
            continue
        if unit.guard and re.match(unit.guard, text[place + length :]):
            return None
        return unit.word
    return None


def _counts_pieces(unit: str) -> bool:
    return unit in _HELD or UNITS[unit].dimension is Dimension.ITEM_COUNT


def _by_ending(clauses: list[str], *, opinion: bool) -> tuple[frozenset[str] | None, str | None]:
    """Read the measure, and the counter that says it, from the end of a clause, the last one that tells a measure.

    An opinion has several measures.
    """
    for clause in reversed(clauses):
        bare = letters(_IN_BRACKETS.sub("", clause))
        while (shorter := _END.sub("", bare)) and shorter != bare:
            bare = shorter
        said = measure_of(bare, None) or measure_counted(bare)
        if said is not None:
            if said in _OPINION and opinion:
                return _OPINION, None
            return _ACCEPTED.get(said, frozenset({said})), counter_in(bare)
    numbers = {number_of(_IN_BRACKETS.sub("", clause)) for clause in clauses} - {None}
    return (_PERSONS if numbers == {"person_count"} else _COUNTED if numbers else None), None


def _anywhere(text: str) -> frozenset[str] | None:
    words = text.strip("。？?！! ")
    return next((measures for pattern, measures in _ANYWHERE if re.search(pattern, words)), None)
