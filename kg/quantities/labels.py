"""What a number counts, in the printed words of its clause (标签).

The words before the number win when they end in a measure noun (人数, 满意度); else the noun behind the counter;
else the words before; else what the clause before named.  Light verbs (举办, 开展), periods, dates and
connectors at the edges are no label.  Nothing is taken from the indicator's name, nothing is reworded.
"""

from __future__ import annotations

import re

from kg.quantities import words
from kg.quantities.clause_words import LIMITS
from kg.quantities.each import EACH_PHRASE, STRETCH
from kg.quantities.folding import Folded
from kg.quantities.not_quantities import DATES
from kg.quantities.rule import Rule, longest_first
from kg.quantities.scanning import Scan
from kg.quantities.value import Comparator, Dimension

#: Nouns that name a measure: the words before the number are then the label.
MEASURE_NOUNS = (
    "人数|数量|次数|场次|场数|个数|件数|份数|户数|家数|天数|篇数|项数|总数|人次|人次数|数|率|度|比例|比重|占比|比率|"
    "金额|总额|额|时间|时长|"
    "周期|面积|总量|数目|量|长度|里程|评分|得分|分数|成本|费用|经费|资金|标准|规模|产值|价格|单价|收入|支出|投资"
)
#: Verbs that only say that something is done: stripped at the front of a label.
LIGHT_VERBS = (
    "举办|举行|开展|组织开展|组织举办|组织|完成|实现|召开|新增|新建|建设|建立|建成|打造|创建|创作|制作|搭建|设立|"
    "设置|开设|开发|"
    "聘请|邀请|引进|引入|柔性引进|引育|支持|资助|扶持|培育|培养|选派|派出|派遣|推荐|评选|评选出|表彰|奖励|出版|发表|"
    "印发|编印|编制|编写|撰写|形成|"
    "提交|报送|发布|推送|刊发|刊登|播出|拍摄|拍摄制作|购置|采购|购买|更新|配备|安装|改造|维修|维护|修缮|检查|发放|"
    "服务|覆盖|惠及|受益|带动|吸引|"
    "参加|参与|接待|提供|获得|取得|申报|申请|签订|签约|促成|促进|推动|推进|达成|落实|成立|认定|发展|吸纳|招募|"
    "招收|招聘|录取|录用|安排|补助|补贴|"
    "救助|帮扶|慰问|走访|调研|收集|征集|收到|受理|办理|办结|处理|整改|解决|承办|协办|主办|联合举办|联合|开放|运营|"
    "输送|遴选|选拔|储备|保有|拥有|现有|"
    "产出|结题|转化|孵化|对接|考察|交流|巡回|制定|修订|出台|确保|保障|保证|力争|计划|拟|需|提高|提升|增加|增长|减少|"
    "降低|下降|控制|高于|低于|超过|不少于|不低于"
)
#: The lightest of them: dropped from the front of a label when more words follow.
FRONT_VERBS = (
    "举办|举行|组织开展|组织举办|开展|完成|实现|召开|新增|新建立|新建|建设|建立|建成|打造|创建|创作|制作|搭建|设立|"
    "设置|开设|聘请|邀请|柔性引进|引进|引入|"
    "支持|资助|扶持|培育|选派|派出|推荐|评选出|评选|表彰|出版|发表|印发|编印|编制|编写|撰写|形成|提交|购置|采购|购买|"
    "获得|取得|签订|达成|成立|认定|承办|承接|征集"
)
#: Words behind a number that begin something else than its noun.
NOT_NOUNS = (
    "完成|全覆盖|全额|全员|全面|全部|赴|缩短|压缩|升至|降至|增至|减至|开放(?!日|平台)|参加(?!人)|参与(?!人)|"
    "参会(?!人)|参训(?!人)|到场|出席|"
    "观看|受益(?!人|群)|通过|达标|合格(?!证|产|率)|"
    "满意(?!度|率)|及时|按时|按期|支付|拨付|到位|以上|以下|以内|左右|"
    "并|且|和|及(?!格)|与(?!会)|或|的?比例|内(?![一-龥])|前(?![一-龥])|后(?![一-龥])|时(?![一-龥])|等(?!级)|得到|"
    "获得|获评|有效|覆盖(?!面)|实现|保障(?!房|性)|"
    "执行(?!人)|使用(?!权)|发放|公开(?!课)|知晓|开展|举办|提升(?!工程|项目|班)|提高|增长|增加|下降|减少|不等|每|各|"
    "为(?!民|老)|是|由|在(?!校|读|职|岗|建|册|线|编)|到|至|"
    "已|未(?!成年)|无(?!人|障|线|偿)|不|达|超(?!市|声|高|大|算)|其中|共(?!建|享|青|同|创)|约|全部|均|都(?!市)|进行|"
    "用于|计(?!算|划|量)|足额|准确|验收(?!报)|兑现|落实|资助|补助(?!项)|补贴|"
    "含|包括|投入使用|正常|符合|优(?![一-龥])|良(?![一-龥])|优良|优秀(?![一-龥])|起(?![一-龥])|次(?![一-龥])|"
    "中(?![一-龥])"
)
#: Function words at the front and at the back of the words before a number.
_EDGE_FRONT = (
    "[≤≥<>=]|(?:比|较|同比)(?:上年|去年|上一年)?(?:度|同期)?(?=[一-龥])|(?:上年|去年|往年|上一年)(?:度|同期)?|"
    "和(?!谐|平|睦)|及(?!时|格)|与(?!会)|以及|并且|并(?!发|网|购|轨|联|列)|且|同时|其中|还(?!款|贷|建|田|林)|"
    '共有(?!产)|共计|共(?!建|享|青|同|创|性)|或|等(?!级|保|效)|了|过(?!程|渡|境|关)|得(?!分|到)|:|-|、|"|,|\\.|·|'
    "通过(?!率)|对(?!外|接|口|标|象)|"
    "为(?!民|老|期|企|农)|在(?!校|职|读|岗|建|册|线|编|园|院|训|库)|已|将|全面|积极|顺利|预计|预期|"
    '"?十[一二三四五六]五"?(?:期间|时期|末)?|'
    "累计|合计|总计|至少|平均|分别|达到|该|此|从(?!业|化)|由|截止|截至|约(?!束|定|谈)|仅|就(?!业|诊|读|医|餐|学)|"
    "各(?!类|项|种|界|级|部|单|区|镇|街|市|省|地|平|方|主|大|行|县|校|工|学|党)"
)
_EDGE_BACK = (
    '和|及|与|以及|并且|并|且|同时|共有|共|或|了|:|-|、|"|·|在|为|是|达到|达|各|每|分别|预计|预期|拟|累计|合计|共计|'
    "总计|平均|均|约|近|不|"
    '(?:高于|低于|超过)?"?十[一二三四五六]五"?(?:期间|时期|末)?|原则上|确保|力争|就|仅|本年度|年度|上年|去年|同比|'
    "且|到|至|(?<![占同对])比"
)
#: Words that are no label when they stand alone.
_VERB_ONLY = re.compile(
    f"(?:{LIGHT_VERBS}|改善|缩短|压缩|延长|提前|以来|期间|明显|显著|有效|逐步|不断|持续|稳步|进一步|基本|优秀|良好|"
    f"较好|占|扩大|稳定|保持|维持|"
    f"达成|进行|不|有|比|较|上年|去年|同比|平均|其中|各|全部|计划|目标|的|了|全市|全区|全省|均|应|需|要|将|已|可|能|"
    f"拟|须|并|后|内|前|到|至)+"
)
_LIMIT = "|".join(rule.pattern for rule in (*DATES, *LIMITS))
_PERIOD = "|".join(longest_first(list(words.PERIODS)))
_FRONT = re.compile(
    rf"^(?:(?:{_LIMIT})[前内]?|{_PERIOD}|{EACH_PHRASE}|(?:{FRONT_VERBS})(?!人员|人数|单位|率|度|数|"
    rf"对象|范围|面|"
    rf"能力|"
    rf"水平|平台|中心|体系|质量|情况|标准|区|费|额|款|金|用地|会$|$)|{_EDGE_FRONT})"
)
_BACK = re.compile(rf"(?:{_LIMIT}|{_PERIOD}|{EACH_PHRASE}|{_EDGE_BACK})[前内]?$")
_MEASURE = re.compile(rf"(?:{MEASURE_NOUNS})$")
_NO_NOUN = re.compile(rf"(?:{NOT_NOUNS})")
_CUT = re.compile(
    "[0-9≥≤<>=约近超]|[及和与](?:若干|一批|有关|相关)|不少于|不低于|不超过|至少|共|参加|参与|吸引|惠及|"
    "受益|覆盖|达到|达|每|各|并|其中|合计|累计|全年|满意度|知晓率|(?:以上|以内|以下|左右)(?![一-龥])"
)
_HAN = re.compile("[一-龥A-Za-z]")
#: A clause without a number names the next one only when it is short enough for a noun phrase.
MAX_INHERITED = 24
MAX_MEASURE = 60
MAX_PER = 8
#: Overlapping verbs make a longer match slow, and a longer run of verbs alone does not occur.
MAX_VERBS = 12
_EMPTY_WORDS = frozenset(
    {
        "次",
        "人",
        "个",
        "项",
        "全市",
        "全区",
        "全省",
        "共",
        "数",
        "内容",
        "以上",
        "全部",
        "其他",
        "目标",
        "年",
        "量",
        "率",
    }
)


def labels(folded: Folded, scanned: Scan) -> list[tuple[str, str]]:
    """Give for each number its label and the noun printed behind its counter, both as printed.

    Returns:
        As many pairs as ``scanned.found``; ``""`` where the words name nothing.

    """
    text = scanned.text
    numbered = {item.clause for item in scanned.found}
    result: list[tuple[str, str]] = []
    previous: tuple[int, str] = (-1, "")
    described = 0
    spans = _neighbours(scanned)
    leading = _leading_style(text, scanned, spans)
    for index, item in enumerate(scanned.found):
        clause = scanned.clauses[item.clause]
        before, behind = spans[index]
        for passed in range(described, item.clause):
            # A clause without a number may name what the next one counts.
            other = scanned.clauses[passed]
            if other.sentence == clause.sentence and passed not in numbered:
                span = trimmed(text, other.start, other.end)
                longest = MAX_MEASURE if _MEASURE.search(text[span[0] : span[1]]) else MAX_INHERITED
                if 0 < span[1] - span[0] <= longest:
                    previous = (clause.sentence, folded.words(*span))
        described = item.clause
        noun = folded.words(*behind) if behind[1] > behind[0] else ""
        words_before = folded.words(*before) if before[1] > before[0] else ""
        if words_before and (item.clause in leading or _MEASURE.search(words_before)):
            label = words_before
        elif noun:
            label = _described(text, folded, scanned, index, spans) or noun
        elif words_before:
            label = words_before
        elif previous[0] == clause.sentence:
            label = previous[1]
        else:
            label = ""
        if label:
            previous = (clause.sentence, label)
        result.append((label, noun))
    return _distributed(folded, scanned, result)


def label_rules() -> tuple[Rule, ...]:
    """Every list of words that labels are found with; each row is one list."""
    return (
        Rule(
            "label/measure-nouns",
            MEASURE_NOUNS,
            "before wins",
            "线下参与人数不少于200人",
            "quantity >=200人",
            "6a",
            label="线下参与人数",
        ),
        Rule("label/behind", NOT_NOUNS, "no noun", "创作1个整体品牌", "quantity =1个", "6b", label="整体品牌"),
        Rule("label/not-behind", NOT_NOUNS, "no noun", "100%完成", "quantity =100%", "6b", label=""),
        Rule(
            "label/before",
            FRONT_VERBS,
            "dropped in front",
            "举办项目路演活动2场",
            "quantity =2场",
            "6c",
            label="项目路演活动",
        ),
        Rule(
            "label/inherited",
            "",
            "clause before",
            "科普讲座每月1场，全年12场",
            "quantity =1场 every month | =12场 every year",
            "6d",
            label="科普讲座",
        ),
        Rule("label/verbs-alone", LIGHT_VERBS, "no label", "举办5场", "quantity =5场", "6e", label=""),
        Rule(
            "label/shared-out",
            "分别",
            "list",
            "成果和需求分别约5000项和约500项",
            "quantity =~5000项 | =~500项",
            "6",
            label="需求",
        ),
        Rule(
            "label/described",
            "的",
            "noun behind the measure",
            "拍摄时长2分钟的微视频",
            "quantity =2分钟",
            "6, extended",
            label="拍摄时长",
        ),
    )


_Spans = tuple[tuple[int, int], tuple[int, int]]


def _neighbours(scanned: Scan) -> list[_Spans]:
    """Give for each number the words before it and the noun behind its counter, within its clause."""
    text, found = scanned.text, scanned.found
    result: list[_Spans] = []
    for index, item in enumerate(found):
        clause = scanned.clauses[item.clause]
        low, high = clause.start, clause.end
        if index and found[index - 1].clause == item.clause:
            low = max(low, found[index - 1].tail)
        if index + 1 < len(found) and found[index + 1].clause == item.clause:
            high = min(high, found[index + 1].lead)
        # What follows a time limit is the act: 24小时内响应.
        limit = (
            item.dimension is Dimension.DURATION
            and item.comparator is Comparator.LE
            and text[item.tail : item.tail + 1] != "的"
        )
        result.append((trimmed(text, low, item.lead), (high, high) if limit else _noun(text, item.tail, high)))
    return result


def _leading_style(text: str, scanned: Scan, spans: list[_Spans]) -> set[int]:
    """Find clauses whose nouns stand before their numbers throughout: 项目路演2场专利拍卖会1场."""
    groups: dict[int, list[int]] = {}
    for index, item in enumerate(scanned.found):
        groups.setdefault(item.clause, []).append(index)
    result = set()
    for clause, members in groups.items():
        head, tail = spans[members[0]][0], spans[members[-1]][1]
        if len(members) > 1 and head[1] > head[0] and tail[1] <= tail[0]:
            result.add(clause)
    return result


def _described(text: str, folded: Folded, scanned: Scan, index: int, spans: list[_Spans]) -> str:
    """Find the noun behind a measure: 37部时长2分钟的微视频 counts 微视频."""
    if index + 1 >= len(scanned.found) or scanned.found[index + 1].clause != scanned.found[index].clause:
        return ""
    following = scanned.found[index + 1]
    between = text[scanned.found[index].tail : following.lead]
    if not _MEASURE.search(between) or not text.startswith("的", following.tail):
        return ""
    behind = spans[index + 1][1]
    return folded.words(*behind) if behind[1] > behind[0] else ""


def _distributed(folded: Folded, scanned: Scan, named: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Share out a list: 成果和需求数量分别约5000项和约500项 counts 成果, then 需求数量."""
    text = scanned.text
    if "分别" not in text:
        return named
    for index, item in enumerate(scanned.found):
        clause = scanned.clauses[item.clause]
        place = text.find("分别", clause.start, item.start)
        if place < 0 or (index and scanned.found[index - 1].clause == item.clause):
            continue
        start, _ = trimmed(text, clause.start, place)
        edges = [start] + [start + match.end() for match in re.finditer("[、和与及]", text[start:place])]
        run = index
        while run < len(scanned.found) and (
            run == index
            or not _HAN.search(text[scanned.found[run - 1].tail : scanned.found[run].lead].strip("、和与及，"))
        ):
            run += 1
        if len(edges) < 2 or run - index != len(edges):
            continue
        for offset, begin in enumerate(edges):
            stop = edges[offset + 1] - 1 if offset + 1 < len(edges) else place
            named[index + offset] = (folded.words(begin, stop), named[index + offset][1])
    return named


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Take light verbs, periods, dates and connectors off both ends of a span; empty when nothing is left."""
    moved = True
    while moved and start < end:
        moved = False
        front = _FRONT.match(text[start:end])
        if front is not None and front.end() > 0:
            start += front.end()
            moved = True
        back = _BACK.search(text[max(start, end - 12) : end])
        if back is not None and back.group():
            end -= len(back.group())
            moved = True
    words_left = text[start:end]
    if not _HAN.search(words_left) or words_left in _EMPTY_WORDS:
        return start, start
    if (len(words_left) <= MAX_VERBS and _VERB_ONLY.fullmatch(words_left)) or STRETCH.fullmatch(words_left):
        return start, start
    if words_left.startswith("每") and not _MEASURE.search(words_left) and len(words_left) <= MAX_PER:
        return start, start
    if words_left.count('"') % 2:
        # A quotation mark was taken off at one end only.
        end, start = (end + 1, start) if text[end : end + 1] == '"' else (end, start - (text[start - 1 : start] == '"'))
    close = text.find("》", start, end) if text[start] == "《" else -1
    if close > 0:
        after = trimmed(text, close + 1, end)
        return (start, end) if after[1] > after[0] else (start + 1, close)
    return start, end


def _noun(text: str, start: int, end: int) -> tuple[int, int]:
    """Find the noun behind a counter: 1个以上的产业学院 gives 产业学院."""
    while text[start:end].startswith(("的", "以上的", '"')):
        start += 1 if text[start] in '的"' else 3
    if start >= end or _NO_NOUN.match(text, start, end):
        return start, start
    cut = _CUT.search(text, start + 1, end)
    if cut is not None:
        end = cut.start()
    stop = text.find("、", start, end)
    if stop > 0 and re.search("[0-9]", text[stop:end]):
        end = stop
    while end > start and text[end - 1] in '的和及与或、"并等':
        end -= 1
    if not _HAN.search(text[start:end]):
        return start, start
    return start, end
