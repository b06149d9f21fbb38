"""Words that judge a clause or a whole value (期限、方式、承诺、背景、残缺), apart from its numbers.

Which clauses are time limits, which only say how, which promise something without a number, which numbers are
where something stands rather than what is promised, and where the words are damaged.  Regular expressions over
folded text (see ``not_quantities``) but for the damages that say "raw words".  Each row has an example whose
reading is tested.
"""

from __future__ import annotations

from kg.quantities.rule import Rule

#: Words of a time limit without a number.
LIMITS: tuple[Rule, ...] = (
    Rule("limit/year-end", "(?:本|当|今|每)?年(?:度)?(?:底|末|终)", "deadline", "年底前完成", "deadline", "1"),
    Rule(
        "limit/within-year",
        "(?<![0-9一二两三四五六七八九十每半])(?:本|当|今)?年(?:度)?之?内|当年|本年度|今年",
        "deadline",
        "本年内完成",
        "deadline",
        "1",
    ),
    Rule("limit/month-end", "(?:当|本|每|次)?月(?:底|末)", "deadline", "每月底前完成", "deadline", "1, extended"),
    Rule(
        "limit/quarter-end",
        "(?:第?[一二三四]|本|当)季度?(?:末|底|内)|第?[一二三四1-4](?:[-至到、][一二三四1-4])?季度|每季度?(?:末|底)",
        "deadline",
        "四季度内完成",
        "deadline",
        "1, extended",
    ),
    Rule("limit/half-year", "(?:上下|[上下])半年", "deadline", "上半年完成", "deadline", "1, extended"),
    Rule(
        "limit/term",
        "(?:本|每|当)?学期(?:末|底|内)|项目(?:实施)?(?:期|周期)内|预算年度内|汛期前|春节前",
        "deadline",
        "项目期内完成",
        "deadline",
        "1, extended",
    ),
)
#: Alone in its cell under a name of time it is a month, as a sheet prints it; else it may be any figure.
MONTH_DIGITS = Rule(
    "limit/month-digits",
    r"20[0-4][0-9]\.(?:1[0-2]|0?[1-9])",
    "deadline",
    "2024.12",
    "deadline",
    "1, extended",
    name="项目完成时间",
)
NAMES_OF_TIME = "时间|时限|时效|时点|日期|期限|工期|进度|竣工|完工|开工|[前底]$"
#: What may stand beside a time limit without making it prose: the act that is due.
ACTS = (
    "完成|完工|竣工|开工|支付|拨付|付清|付款|结算|报送|上报|提交|到位|验收|上线|投入使用|投用|交付|下达|发放|召开|"
    "举办|启动|建成|办理|办结|公开|"
    "实施|执行|印发|出版|结题|结项|开展|收回|送达|归档|采购|安装|使用|通车|招标|签订|达标|申报|公布|发布|通过|组织|"
    "投产|兑现|落实"
)

#: Clauses of manner or listing: they say how or which, and promise nothing by themselves.
MANNER: tuple[Rule, ...] = (
    *(
        Rule(
            f"manner/{word}",
            f"^(?:主要|全年|并|同时|积极|充分)?{word}",
            "manner",
            f"{word}科普宣传活动，知晓度达95%",
            "quantity >=95%",
            source,
        )
        for word, source in (
            ("依托", "1"),
            ("以", "1"),
            ("分别是", "1"),
            ("分别为", "1"),
            ("包括", "1"),
            ("包含", "1"),
            ("围绕", "1, extended"),
            ("面向", "1, extended"),
            ("针对", "1, extended"),
            ("根据", "1, extended"),
            ("按照", "1, extended"),
            ("按", "1, extended"),
            ("结合", "1, extended"),
            ("利用", "1, extended"),
            ("借助", "1, extended"),
            ("为", "1, extended"),
            ("在", "1, extended"),
            ("对", "1, extended"),
            ("由", "1, extended"),
            ("联合", "1, extended"),
            ("邀请", "1, extended"),
            ("涵盖", "1, extended"),
            ("涉及", "1, extended"),
            ("主要为", "1, extended"),
            ("如", "1, extended"),
            ("例如", "1, extended"),
            ("含", "1, extended"),
            ("其中", "1, extended"),
            ("以及", "1, extended"),
            ("具体", "1, extended"),
            ("注", "1, extended"),
            ("即", "1, extended"),
            ("聚焦", "1, extended"),
            ("采取", "1, extended"),
            ("采用", "1, extended"),
            ("从", "1, extended"),
            ("与", "1, extended"),
            ("向", "1, extended"),
            ("经", "1, extended"),
            ("用于", "1, extended"),
            ("截至", "1, extended"),
            ("截止", "1"),
        )
    ),
    Rule(
        "manner/通过",
        "^(?:主要|全年|并|同时|积极|充分)?通过(?!验收|评审|审核|考核|评估|审查|率|鉴定|认证|认定|"
        "检查|检测|审计|复核|年审|专家|[^，]{0,8}(?:验收|评审|审核|考核|评估|审查)$)",
        "manner",
        "通过科普宣传活动，公众对科普知识知晓度达95%",
        "quantity >=95%",
        "1",
    ),
    Rule(
        "manner/等活动",
        "等(?:系列|各类|相关|多种|主题|科普|宣传|线上|线下)*(?:活动|形式|方式|渠道|途径|平台|媒体|"
        "内容|方面|手段|措施|载体|工作|服务|项目)$",
        "manner",
        "举办讲座、展览等活动，参与100人次",
        "quantity =100人次",
        "1",
    ),
)

#: Words that make a clause without a number a promise or a result of its own.
PROMISES = (
    "通过|完成|提高|提升|增强|扩大|增加|增长|减少|降低|下降|改善|保障|确保|保证|实现|达到|推动|促进|加强|推进|形成|"
    "营造|满足|落实|优化|完善|健全|"
    "有效|显著|明显|良好|优良|优秀(?!青年|人才|科技|学生|教师|干部|选手|运动员|作品|企业|项目|论文)|合格|符合|及时|"
    "按时|按期|稳定|规范|正常|安全|逐步|不断|持续|进一步|建立|建成|打造|培育|引导|激发|丰富|充分|发挥|"
    "获得|发布|启动|顺利|圆满|得到|有所|助力|带动|拓展|深化|巩固|维护|支持|服务|搭建|构建|组织|开展|举办|建设|编制|"
    "制定|出台|印发|普及|传播|弘扬|"
    "做好|做到|无|零|不发生|不出现|达标|运行|设立|解决|缓解|消除|开放|验收|投入使用|长期|为主|培养|提供|受益|反映|"
    "宣传|创建|挖掘|参加|参与|调动|成立"
)

PROMISE_RULE = Rule("mixed/promise-words", PROMISES, "promise", "培训2场，能力有效提升", "mixed =2场", "1")
ACT_RULE = Rule("deadline/acts", ACTS, "act", "本年内完成支付", "deadline", "1")

#: The number stands where, on what, or from what stock (背景): optional, never decides the kind.
CONTEXTS: tuple[Rule, ...] = (
    Rule(
        "context/place",
        "^(?:并)?(?:在|于)(?!校|读|职|岗|建|册|线|编|园|院|库|训|家)[^，；。]*",
        "context",
        "在全市11个区，建立了22个工作站",
        "quantity =22个",
        "7",
    ),
    Rule(
        "context/object",
        "^对(?!接|外|口|标|象|照|应|比)",
        "context",
        "对已评的225个基地进行年度考核",
        "qualitative",
        "7",
    ),
    Rule(
        "context/stock",
        "^(?:主要)?(?:依托|根据|基于|从)",
        "context",
        "依托新建立的10家工作站，引进20名院士",
        "quantity =20名",
        "7",
    ),
)

#: Right before a number beside another of its kind: it tells what was, not what is promised or reached.
BEFORE: tuple[Rule, ...] = (
    Rule(
        "context/last-year",
        "(?:上一?年|去年|往年|前年|上期|基期|同期)度?(?:同期)?(?:实际|完成|实绩)?数?(?:的|为|是|有)?$",
        "context",
        "比上年10期增加2期",
        "quantity =2期",
        "7",
    ),
    Rule(
        "context/before-change",
        "(?:^|由|从)原(?:有|来|先|定|计划)?的?$",
        "context",
        "原12期，现15期",
        "quantity =15期",
        "7",
    ),
    Rule(
        "context/year-before",
        r"(?:^|[(（])(?:19|20)\d\d年[度底末]?(?:实际|完成)?(?:为|是)$|[较比](?:19|20)\d\d年[度底末]?的?$",
        "context",
        "达到90%（2023年为85%）",
        "quantity >=90%",
        "7",
    ),
)

#: Right before a number beside another of its kind that has words of the other list, or in brackets behind it: in a
#: result (实际完成值) it tells what was planned, in a target what was reached.
_DOING = (
    "(?:[≥≤><=]|不少于|不低于|不超过|至少|完成|开展|举办|组织|培训|参加|参与|到[场会]?|达到?|值|数|为|是|了|[:：])*$"
)
PLANNED = Rule(
    "context/planned",
    f"(?:计划|年初目标|目标|预期|预计|原定|^应){_DOING}",
    "context in a result",
    "计划10场，实际完成8场",
    "quantity =10场",
    "7, extended",
)
YEAR_IN_BRACKETS = Rule(
    "context/year-in-brackets",
    r"^(?:19|20)\d\d年[度底末]?(?:实际|完成|实绩)*$",
    "context alone in brackets",
    "500人（2023年480人）",
    "quantity =500人",
    "7, extended",
)
REACHED = Rule(
    "context/reached",
    f"(?:实际|已|目前|现已){_DOING}",
    "context in a target",
    "计划10场，实际完成8场",
    "quantity =10场",
    "7, extended",
)

#: The words make no sentence any more, or a number itself is lost: the value is unreadable.
DAMAGES: tuple[Rule, ...] = (
    Rule(
        "damage/lost-number",
        "(?:[≥≤><=]|不少于|不低于|不超过|不高于|不多于|至少)(?=%?[，；。]*$)",
        "lost",
        "覆盖率不低于%",
        "unreadable",
        "1",
    ),
    Rule(
        "damage/lost-behind-baseline",
        '(?:高于|低于|超过|达到)"?十[一二三四五六]五"?(?=%?[，；。]*$)',
        "lost",
        "比例高于“十三五”",
        "unreadable",
        "1",
        single=True,
    ),
    Rule(
        "damage/scattered-digits",
        r"(?<![0-9.])[0-9](?:\s+[0-9]){3,}(?![0-9])",
        "scattered (raw words)",
        "精品课程75项8 4 4 4 5",
        "unreadable",
        "1",
    ),
    Rule(
        "damage/exponent",
        r"(?:^|[≥≤><=])[0-9]{1,3}(?:\.[0-9]+)?[eE][+-][0-9]{1,3}(?![0-9楼栋幢座室号])",
        "rounded by a sheet to fit its column",
        "1.2E+05",
        "unreadable",
        "1, extended",
    ),
    Rule(
        "damage/repetition",
        r"([一-龥]{3,20}?)\1{2,}",
        "repeated",
        "开展一个看完的一个看完的一个看完的活动",
        "unreadable",
        "1, extended",
    ),
    Rule(
        "damage/fraction",
        r"\d\s?[\u00bc-\u00be\u2150-\u215e]|\d\s+\d+[/⁄／]\d|\d[/⁄／](?!10*[万亿千百])\d+(?:\.\d+)?[万亿千百]",
        "a part of one (raw words)",
        "不少于2½万册",
        "unreadable",
        "1, extended",
    ),
    Rule(
        "damage/raised",
        r"\d\s?\^|√\s?[(（]?\d",
        "a power, a root or the mark of a note (raw words)",
        "1.5×10^4人次",
        "unreadable",
        "1, extended",
    ),
    Rule(
        "damage/strange-characters",
        r"[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff\u0900-\u0dff\u0e00-\u0eff]|\(cid:|"
        r"（cid：",
        "strange (raw words)",
        "培训\ufffd5场",
        "unreadable",
        "1, extended",
    ),
)
#: An uncounted object beside a counted one makes a mixture.
EXTRA_OBJECTS = Rule(
    "mixed/extra-object",
    "(?:及|和|与|以及)(?:若干|一批|有关|相关)",
    "mixed",
    "引进1名院士及若干专家",
    "mixed =1名",
    "1",
)


def clause_rules() -> tuple[Rule, ...]:
    """Every row of these tables."""
    return (
        *LIMITS,
        MONTH_DIGITS,
        *MANNER,
        *CONTEXTS,
        *BEFORE,
        PLANNED,
        REACHED,
        YEAR_IN_BRACKETS,
        *DAMAGES,
        EXTRA_OBJECTS,
        PROMISE_RULE,
        ACT_RULE,
    )
