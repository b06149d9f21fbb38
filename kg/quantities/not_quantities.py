"""Which numerals are no quantity (非数量): dates, names, orders, idioms, the marks of lists.

Regular expressions over folded text (no white space, ``，；：（）`` full width, digits and ``%<>≥≤`` half
width).  They take digits and numerals out of the reader's sight before it looks for numbers; hard because
the same numeral promises in one phrase and is a name in the next (第九届, 9届).  Dates are kept apart, as they may
be time limits.  Each row has an example whose reading is tested.
"""

from __future__ import annotations

from kg.quantities.rule import Rule, longest_first
from kg.quantities.units import UNITS, unit_pattern
from kg.quantities.words import ONE_PERIOD

_CN = "[〇零一二两三四五六七八九十百千万亿]"
_YEAR = "(?:19|20)[0-9]{2}"
_MONTH = "(?:1[0-2]|0?[1-9])月"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9])[日号]"
MONTH_NAME = (
    "(?<![A-Za-z])(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    "Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![a-z])"
)
_QUAL = "qualitative"
_COUNTER = unit_pattern()
_LATIN_UNITS = "|".join(longest_first([word for word in UNITS if word[0].isascii() and word[0].isalpha()]))


def _row(name: str, pattern: str, example: str, reads: str, source: str = "9", *, single: bool = False) -> Rule:
    return Rule(f"not-a-quantity/{name}", pattern, "none", example, reads, source, single=single)


#: Dates: kept as the time limit of the value where words of limit stand beside them.
DATES: tuple[Rule, ...] = (
    _row(
        "date-and-time",
        rf"{_YEAR}[-/.](?:1[0-2]|0?[1-9])[-/.](?:3[01]|[12][0-9]|0?[1-9])T?[0-9]{{1,2}}：[0-9]{{2}}(?:：[0-9]{{2}})?",
        "2024-12-31 00:00:00",
        "deadline",
        "9, extended",
    ),
    _row("date-span", rf"{_YEAR}年度?[-~至到]{_YEAR}年?度?|{_YEAR}[-~至到]{_YEAR}年度?", "2019年至2021年", "deadline"),
    _row(
        "date",
        rf"{_YEAR}年度?(?:{_MONTH}(?:{_DAY}|[上中下]旬)?份?)?(?:年?[底末初中]|[上下]半年|第?[一二三四]季度)?"
        rf"(?:[-~至到](?:{_YEAR}年度?)?(?:{_MONTH}(?:{_DAY})?[底末初]?))?",
        "2022年底",
        "deadline",
    ),
    # 2023.07-2024.01, 2020.1-12; 2018-2022 where no counter follows: years of a plan, not so many of anything
    _row(
        "month-span",
        rf"{_YEAR}[./](?:1[0-2]|0?[1-9])[-~至到—](?:{_YEAR}[./](?:1[0-2]|0?[1-9])月?(?!（?(?:{_COUNTER}))"
        r"|(?:1[0-2]|0?[1-9])月?)(?![0-9.%万亿])",
        "2023.07-2024.01",
        "deadline",
        "9, extended",
    ),
    _row(
        "day-span",
        rf"{_YEAR}[./](?:1[0-2]|0?[1-9])[./](?:3[01]|[12][0-9]|0?[1-9])[-~至到—](?:1[0-2]|0?[1-9])[./]"
        r"(?:3[01]|[12][0-9]|0?[1-9])日?(?![0-9.%万亿])",
        "2024.3.1-11.30",
        "deadline",
        "9, extended",
    ),
    _row(
        "year-span",
        rf"(?<![0-9.≥≤<>=])20[0-4][0-9][-~至到—]20[0-4][0-9](?![0-9.%万亿]|（?(?:{_COUNTER}))",
        "取得2018-2022监测资料",
        "qualitative",
        "9, extended",
    ),
    # 2025.12 may be a decimal: a point needs a day or a word of limit behind it.
    _row(
        "date-digits",
        rf"{_YEAR}(?:[-/](?:1[0-2]|0?[1-9])(?:[-/](?:3[01]|[12][0-9]|0?[1-9]))?"
        r"|\.(?:1[0-2]|0?[1-9])(?:\.(?:3[01]|[12][0-9]|0?[1-9])|(?=[前底止])))(?![0-9.%万亿])",
        "2025-12-31前",
        "deadline",
    ),
    _row(
        "date-of-a-sheet",
        rf"(?<![0-9./-])(?:(?:(?:3[01]|[12][0-9]|0?[1-9])-)?{MONTH_NAME}(?:[-/.，]?{_YEAR}|[-/][0-9]{{2}})"
        rf"|(?:3[01]|[12][0-9]|0?[1-9])-{MONTH_NAME})(?![0-9A-Za-z]|（?(?:{_COUNTER}))"
        rf"|(?<![0-9./])(?:1[0-2]|0?[1-9])/(?:3[01]|[12][0-9]|0?[1-9])/{_YEAR}(?![0-9./])",
        "Dec-24",
        "deadline",
        "9, extended",
    ),
    _row("months", rf"(?<![0-9.])(?:1[0-2]|[1-9])[-~至到—]{_MONTH}(?![0-9])", "1-12月", "deadline", "9, extended"),
    _row(
        "months-before",
        rf"(?<![0-9.])(?:1[0-2]|[1-9])月?[-~至到—]{_MONTH}份?(?=[0-9])",
        "1-3月2场，4-12月8场",
        "quantity =2场 | =8场",
        "9, extended",
    ),
    _row(
        "month-to-month",
        rf"(?<![0-9.]){_MONTH}份?[-~至到—]{_MONTH}份?[底末]?(?![0-9])",
        "1月—12月",
        "deadline",
        "9, extended",
    ),
    _row("month", rf"(?<![0-9.]){_MONTH}(?:{_DAY}|[上中下]旬)?[份]?[底末初]?", "12月底前完成", "deadline"),
    _row("day", rf"(?<![0-9.]){_DAY}[之以]?前", "每月10日前报送", "deadline"),
    _row("chinese-year", "[一二][〇零九一二三四五六七八]{3}年[底末初]?", "二〇二五年底前完成", "deadline"),
    _row(
        "chinese-month",
        "(?:十[一二]?|[一二三四五六七八九])月(?:底|末|初|份|[上中下]旬|前)",
        "十二月底前完成",
        "deadline",
    ),
    _row("cohort", rf"(?<![≥≤<>=]){_YEAR}(?=[届级]|版[一-龥])", "2025届毕业生就业稳定", _QUAL, "9, extended"),
)

#: Numbers that are names, orders, attributes.
NOT_QUANTITIES: tuple[Rule, ...] = (
    _row("title", "《[^《》]*》", "制作《科普一分钟》节目", _QUAL),
    _row(
        "ordinal",
        rf"第(?:[0-9]+|{_CN}+)(?:个|次|届|批|期|名|位|条|项|季度|年|轮|阶段|[至到-]第?(?:[0-9]+|{_CN}+))?",
        "顺利召开第九届代表大会",
        _QUAL,
    ),
    _row(
        "rank",
        "(?:排名|排在|位列|位居|名列|进入|居|列)(?:在|于)?[^，；。：（）0-9]{0,6}前(?:[0-9]+|"
        "[一二三四五六七八九十百]+)[名位强%]?",
        "综合排名全省前10名",
        _QUAL,
        "9, extended",
    ),
    _row(
        "rank-first",
        "(?<![底日月年天内份度])前(?:[0-9]+|[一二三四五六七八九十]+)[名位强]",
        "前10名",
        _QUAL,
        "9, extended",
    ),
    _row(
        "numbered",
        "(?:目标|任务|指标|阶段|标段|附件|类别|方案|步骤|子项目|课题)[0-9]{1,2}(?=[：、.]|$)",
        "目标1：运行稳定",
        _QUAL,
        "9, extended",
    ),
    _row(
        "standard",
        r"[A-Z]{2,5}(?:/[A-Z]{1,2})?[0-9]+(?:[./][0-9]+)*[-—](?:19|20)[0-9]{2}(?:年?版)?",
        "符合GB 50300-2013",
        _QUAL,
        "9, extended",
    ),
    _row(
        "memorial-day",
        r'(?<![0-9.])[0-9]{1,2}[·•・][0-9]{1,2}(?![0-9%])|(?<=")[0-9]{1,2}\.[0-9]{1,2}(?="[一-龥])|(?<=双)[0-9]{2}(?![0-9])',
        "5·12防灾减灾宣传1次",
        "quantity =1次",
        "9, extended",
    ),
    _row("quoted-number", '(?<=")[0-9]{2,5}(?="[一-龥])', "“110”宣传日活动1场", "quantity =1场", "9, extended"),
    _row(
        "named-rules",
        "[一二三四五六七八九十]+项(?:规定|原则|纪律|准则)|(?:十[一二三四五六七八九]|二十)届(?=[一二三四五六七]中|人大|政协|全国)|九年(?:一贯|义务)",
        "落实八项规定",
        _QUAL,
        "9, extended",
    ),
    _row("school-year", f"{_YEAR}[-~至到—]{_YEAR}学年度?", "2024-2025学年", _QUAL, "9, extended"),
    _row("water-class", "[1-6](?:-[1-6])?类(?=水)", "达到3类水质", _QUAL, "9, extended"),
    _row("inclusive", "（含(?:[^（）0-9]{0,4})?）", "省级（含）以上认定", _QUAL, "2, extended"),
    _row("plan-period", "十[一二三四五六]五", "高质量完成“十四五”规划任务", _QUAL),
    _row("offset", "[A-Za-z][+][0-9]+", "T+3日内到账", _QUAL, "9, extended"),
    _row("plus-code", r"[0-9]+(?:\+[0-9A-Za-zＸ]+)+", "形成“3+5+X”产业体系", _QUAL),
    _row(
        "clock",
        "[0-9]{1,2}：[0-9]{2}(?:：[0-9]{2})?(?:-[0-9]{1,2}：[0-9]{2})?",
        "每日9:00-17:00开放",
        _QUAL,
        "9, extended",
    ),
    _row("proportion", r"[0-9]+(?:\.[0-9]+)?[：比][0-9]+(?:\.[0-9]+)?", "师生比达到1:18", _QUAL, "9, extended"),
    _row(
        "around-the-clock",
        "7[×xX*]24(?:小时)?|24小时(?!内|以内|之内|以上|以下)(?=[^，；。0-9]{0,6}(?:值班|值守|"
        "服务|在线|开放|监控|运行|不间断|全天|响应))",
        "提供7×24小时服务",
        _QUAL,
        "9, extended",
    ),
    _row("times-hundred", "[×xX*]100%", "实际完成数÷计划数×100%", _QUAL, "9, extended"),
    _row("version", r"[0-9]+(?:\.[0-9]+){2,}", "系统升级至2.0.1版", _QUAL, "9, extended"),
    _row(
        "hotline",
        "(?:12[0-9]{3}|11[0-9]|12[0-9]|9[0-9]{4})(?=热线|电话|平台|报警|急救|服务|政务)",
        "12345热线运行稳定",
        _QUAL,
        "9, extended",
    ),
    _row("particles", r"PM(?:2\.5|10)", "PM2.5浓度持续下降", _QUAL, "9, extended"),
    _row(
        "item-code",
        r"(?<![0-9.])[0-9]{1,2}-(?=(?:产出|效益|满意度|成本|数量|质量|时效|经济|社会|生态|可持续|"
        r"服务))",
        "1-产出指标",
        _QUAL,
        "11",
    ),
    _row(
        "grade",
        r"(?:[0-9]+[-~至到—])?(?:[0-9]+|[〇零一二两三四五六七八九十]+)(?:等奖|星级|周岁|[档级线号寸折]|等(?=功|舱|品|"
        r"残))(?!别)",
        "达到3档",
        _QUAL,
    ),
    _row(
        "age",
        r"[0-9]+(?:\.[0-9]+)?(?:[-~至到][0-9]+)?岁(?=[一-龥])(?!(?:以上|以下|以内|左右)(?:$|[，；。）]))",
        "65岁以上老年人健康",
        _QUAL,
        "9, extended",
    ),
    _row("fraction", r"[0-9]+/[0-9]+(?![0-9]*[十百千万.])", "按1/3比例执行", _QUAL, "9, extended"),
    _row("class-grade", "[一二三四五六]类(?=[一-龥])", "符合一类区标准", _QUAL, "9, extended"),
    _row(
        "quoted-numeral",
        '(?<=")[一二两三四五六七八九十]+[个大项位化好有不型张条支]',
        "开展“三个一”活动",
        _QUAL,
        "9, extended",
    ),
    _row(
        "grade-letter",
        rf"[0-9]+(?!(?:{_LATIN_UNITS})(?![A-Za-z0-9]))[A-Za-z]+级?",
        "创建5A级景区",
        _QUAL,
        "9, extended",
    ),
    _row("voltage", "[0-9]+(?:千伏(?!安)|kV|KV)", "10千伏线路运行正常", _QUAL, "9, extended"),
    _row(
        "per-many",
        "每(?:[0-9]+|[〇零一二两三四五六七八九十百千万]+)万?(?:常住人口|人口|人次|人|分钟|小时|年|个月|"
        "月|周|天|"
        "户|公里|平方公里|家|个|名|亩)",
        "每两年开展评估",
        _QUAL,
        "7, extended",
    ),
    _row("half-year", "每?(?<![上下])半年(?!内|以|之|左右)(?:度)?", "每半年进行评估", _QUAL, "7, extended"),
    _row(
        "period-once",
        "(?<![近前续去满来后期0-9一二两三四五六七八九十])(?:[0-9]+|[一二两三四五六七八九十]+)(?:年|"
        "个月|个季度|周|天)(?=[一1](?:次|届|期|轮|评|检))",
        "两年一次",
        "quantity =1次 per 两年",
        "7, extended",
    ),
    _row(
        "one-period",
        ONE_PERIOD,
        "一年4次",
        "quantity =4次 every year",
        "7, extended",
    ),
    _row("several", "(?:数|几|上|成)[十百千万]+", "带动数十家企业", _QUAL),
    _row(
        "past-years",
        r"(?:连续|(?<!接)近|前|过去|满|未来|今后|为期)(?:[0-9]+|[〇零一二两三四五六七八九十]+)个?"
        r"(?:年|月|季度)",
        "满三年进行评估",
        _QUAL,
    ),
    _row(
        "plan-years",
        "(?:[0-9]+|[一二三四五六七八九十]+)年(?:行动|规划|计划|一贯|制|一度)",
        "实施三年行动计划",
        _QUAL,
        "9, extended",
    ),
    _row("unity", "[一三五多]位一体", "构建三位一体体系", _QUAL, "9, extended"),
    _row(
        "pair",
        "一(?:对一|人一|户一|村一|校一|企一|事一|园一|站一|镇一|区一|县一|河一|案一|标一)[^，；。0-9]?",
        "落实一户一档",
        _QUAL,
        "9, extended",
    ),
    _row(
        "indefinite",
        "一(?:批|系列|定|般|些|部分|体|流|致|贯|旦|切|直|起|并|方面|样|边|带一路|网通办|网统管|站式|"
        "门式|窗|键|把手|次性)",
        "引进一批高层次人才",
        _QUAL,
    ),
    _row(
        "indefinite-counter",
        "(?:进|统|同|唯|任|每|逐|某|另|之|万|哪|专|划|单|归|合)一(?:[个次项位名家条件])?",
        "进一步提升公众素质",
        _QUAL,
        "9, extended",
    ),
    _row("once", "一次(?:办|通过|合格|验收|交验|成功|成优)", "一次通过验收", _QUAL, "9, extended"),
    _row(
        "one-idiom",
        "一(?:条龙|条心|件事|张网|张图|张卡|本账|家亲|个口子|项工作|支部|类苗|期工程)",
        "推进高效办成一件事",
        _QUAL,
        "9, extended",
    ),
    _row(
        "phase",
        "(?:[一二三四五六]|[0-9])期(?=工程|项目|建设|用地)|(?<=工程|项目|建设)(?:[一二三四五六]|[0-9])期",
        "项目二期建设",
        _QUAL,
        "9, extended",
    ),
    _row(
        "slogan",
        "[一两二三四五六七八九十]个(?:覆盖|维护|确立|意识|自信|务必|全面|中心|坚持|转变|统筹|率先|责任|"
        "清单|机制|到位|环节|方面|不准|严禁|必须)",
        "实现“两个覆盖”",
        _QUAL,
        "9",
    ),
    _row(
        "slogan-org",
        "两新|三农|三公|三保|两会|两癌|三支一扶|三下乡|一老一小|五险一金|双一流",
        "服务两新组织发展",
        _QUAL,
    ),
    _row(
        "road",
        "(?:[GSXY]|国道|省道|县道)[0-9]+(?:线|国道|省道)?|[0-9]+(?:国道|省道|县道)",
        "S105线畅通",
        _QUAL,
        "9, extended",
    ),
    _row("bracket-number", "〔[0-9]+〕[0-9]*号?|（[0-9]{4}）[0-9]+号", "按粤财预（2021）8号执行", _QUAL, "9, extended"),
)

#: List marks: they begin a clause and count nothing.
LIST_MARKS: tuple[Rule, ...] = (
    Rule(
        "list-mark/digits",
        r"(?:(?<=[，；。：、）])|^)[0-9]{1,2}(?:[.、](?![0-9])|[.、]、)",
        "mark",
        "1.培训2场；2.会议3场",
        "quantity =2场 | =3场",
        "9",
    ),
    Rule(
        "list-mark/digits-inside",
        r"(?<=[^0-9.，；。：、+\-≥≤<>=~])[0-9]{1,2}\.(?![0-9])",
        "mark",
        "培训2场2.会议3场",
        "quantity =2场 | =3场",
        "9",
    ),
    Rule(
        "list-mark/half-bracket",
        r"(?:(?<=[；。])|^)[0-9]{1,2}）(?=[一-龥])",
        "mark",
        "1）培训2场；2）会议3场",
        "quantity =2场 | =3场",
        "9, extended",
    ),
    Rule("list-mark/first", r"^1、(?=[0-9])", "mark", "1、5场讲座", "quantity =5场", "9, extended"),
    Rule(
        "list-mark/before-number",
        r"(?:(?<=[；。])|^)[1-9][、）](?=[0-9]+[一-龥])",
        "mark",
        "1）10场；2）20人",
        "quantity =10场 | =20人",
        "9, extended",
    ),
    Rule(
        "list-mark/brackets",
        r"（(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})）",
        "mark",
        "（1）培训2场（2）会议3场",
        "quantity =2场 | =3场",
        "9",
    ),
    Rule("list-mark/circle", "[①②③④⑤⑥⑦⑧⑨⑩]", "mark", "①培训2场②会议3场", "quantity =2场 | =3场", "9, extended"),
    Rule(
        "list-mark/chinese",
        "(?:(?<=[，；。：])|^)[一二三四五六七八九十]{1,2}(?:、|是)",
        "mark",
        "一是培训2场；二是会议3场",
        "quantity =2场 | =3场",
        "9, extended",
    ),
)


def not_quantity_rules() -> tuple[Rule, ...]:
    """Every row of these tables."""
    return DATES + NOT_QUANTITIES + LIST_MARKS
