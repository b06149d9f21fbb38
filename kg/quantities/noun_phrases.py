"""Noun phrases around a number (名词短语): what of its clause's words names something, and what only leads to it.

Light verbs (举办, 开展), periods, dates and connectors at the edges name nothing and are taken off; nothing is
reworded.  Hard because Chinese sets no spaces: 对 of 对象 is no connector, and each list says before which
characters its words are parts of others.
"""

from __future__ import annotations

import re

from kg.quantities import words
from kg.quantities.clause_words import LIMITS
from kg.quantities.each import EACH_PHRASE, STRETCH
from kg.quantities.not_quantities import DATES
from kg.quantities.rule import longest_first

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
    "且|到|至|(?<![占同对])(?<!百分)比"
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
_BACK = re.compile(rf"(?:{_LIMIT}|{_PERIOD}|{words.ONE}|{EACH_PHRASE}|{_EDGE_BACK})[前内]?$")
_MEASURE = re.compile(rf"(?:{MEASURE_NOUNS})$")
_NO_NOUN = re.compile(rf"(?:{NOT_NOUNS})")
_CUT = re.compile(
    "[0-9≥≤<>=约近超]|[及和与](?:若干|一批|有关|相关)|不少于|不低于|不超过|至少|共|参加|参与|吸引|惠及|"
    "受益|覆盖|达到|达|每|各|并|其中|合计|累计|全年|满意度|知晓率|(?:以上|以内|以下|左右)(?![一-龥])"
)
_HAN = re.compile("[一-龥A-Za-z]")
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


def names_measure(phrase: str) -> bool:
    """Tell whether a phrase ends in a noun of measure (人数, 满意度).

    >>> names_measure("线下参与人数"), names_measure("科普讲座")
    (True, False)

    """
    return _MEASURE.search(phrase) is not None


def has_words(text: str) -> bool:
    """Tell whether there is a character of a word."""
    return _HAN.search(text) is not None


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
    if not has_words(words_left) or words_left in _EMPTY_WORDS:
        return start, start
    if (len(words_left) <= MAX_VERBS and _VERB_ONLY.fullmatch(words_left)) or STRETCH.fullmatch(words_left):
        return start, start
    if words_left.startswith("每") and not names_measure(words_left) and len(words_left) <= MAX_PER:
        return start, start
    if words_left.count('"') % 2:
        # A quotation mark was taken off at one end only.
        end, start = (end + 1, start) if text[end : end + 1] == '"' else (end, start - (text[start - 1 : start] == '"'))
    close = text.find("》", start, end) if text[start] == "《" else -1
    if close > 0:
        after = trimmed(text, close + 1, end)
        return (start, end) if after[1] > after[0] else (start + 1, close)
    return start, end


def noun_behind(text: str, start: int, end: int) -> tuple[int, int]:
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
    if not has_words(text[start:end]):
        return start, start
    return start, end
