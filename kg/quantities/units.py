"""Units of measure (计量单位) and the dimension each of them counts (量纲).

The printed unit decides what a number counts, even against the words around it; the unit itself is never
exchanged for another counter.  Only spellings of the same thing are folded (㎡ and 平米 are 平方米).  A guard
is what must not follow a counter, because then it is the beginning of a noun (``3项目``, ``5家庭``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.quantities.rule import Rule, longest_first
from kg.quantities.value import Dimension


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of measure.

    Attributes:
        word: As printed.
        folded: The spelling kept in ``Component.measure_unit``.
        dimension: What it counts.
        factor: How many base units of the dimension one is (秒, 米, 千克, 平方米, %, 元); ``None`` where
            that is not exact (a 工作日 is no fixed number of seconds).
        english: For pages in English.
        chinese_numerals: Whether a Chinese numeral before it is a number (一场) or too often a word (一线).
        guard: What must not follow, as a regular expression over folded text.
        source: Section of the conventions, "5, extended" where they are silent.

    """

    word: str
    folded: str
    dimension: Dimension
    factor: Decimal | None
    english: str
    chinese_numerals: bool
    guard: str
    source: str


_D = Dimension
#: dimension, source, rows of "word[=folded][*factor][!guard] english"; a leading ~ means that Chinese
#: numerals before the word are no numbers.
_ROWS: tuple[tuple[Dimension, str, str], ...] = (
    (
        _D.PERSON_COUNT,
        "5",
        """
        人!次|才|民(?!警|办)|员|均|工智能|大代表|口|体(?!验)|社局|力资源|类|行道|机|居环境|工湿地 persons
        名!录|单|称|誉|牌 persons
        位!置|数(?!学|据|字)|于 persons
     """,
    ),
    (
        _D.PERSON_COUNT,
        "5, extended",
        """
        个人!才|民|工|员|大|文|体|均 persons
        ~口!岸|罩|号|腔|塘|窖|池 persons
     """,
    ),
    (
        _D.PERSON_TIMES,
        "5",
        """
        人次 person-times
        人/次=人次 person-times
        人(次)=人次 person-times
     """,
    ),
    (
        _D.PERSON_TIMES,
        "5, extended",
        """
        人·次=人次 person-times
        人天 person-days
        人·天=人天 person-days
        人日 person-days
        人·日=人日 person-days
        ~例次 case-times
        户次 household-times
     """,
    ),
    (
        _D.EVENT_COUNT,
        "5",
        """
        场!所|地(?!方|震|推|铁|质)|馆|景|域|均 events
        场次 events
        次!级|序|数(?!据|字|学|值)|日(?!常)|生灾害|品|要 times
        期!间|末|限|望|待|货|刊(?!物) issues
     """,
    ),
    (
        _D.EVENT_COUNT,
        "5, extended",
        """
        批次 batches
        轮!胎|椅|船|值|岗 rounds
        届 sessions
        ~班次 runs
        频次 times
        台次 unit-times
        车次 vehicle-times
        ~航次 voyages
        ~架次 sorties
        节次 lessons
        ~趟 trips
        家次 visits to organisations
        座次 visits to buildings
        件次 item-times
        辆次 vehicle-times
        校次 visits to schools
        点次 visits to places
        ~册次!要|级|日|序|数 volume-times
        ~期次!要|级|日|序|数 issue-times
        ~轮次!要|级|日|序|数 rounds
        ~项次!要|级|日|序|数 item-times
        ~条次!要|级|日|序|数 item-times
        ~份次!要|级|日|序|数 copy-times
        ~门次!要|级|日|序|数 course-times
        ~组次!要|级|日|序|数 group-times
        ~队次!要|级|日|序|数 team-times
        ~站次!要|级|日|序|数 station-times
        ~处次!要|级|日|序|数 visits to places
        ~所次!要|级|日|序|数 visits to schools
        ~村次!要|级|日|序|数 visits to villages
        ~店次!要|级|日|序|数 visits to shops
        ~艘次!要|级|日|序|数 ship-times
        ~列次!要|级|日|序|数 train-times
        ~头次!要|级|日|序|数 animal-times
        ~只次!要|级|日|序|数 animal-times
        ~羽次!要|级|日|序|数 bird-times
        ~群次!要|级|日|序|数 sightings of groups
        ~床次!要|级|日|序|数 bed-times
        ~盒次!要|级|日|序|数 box-times
        ~幅次!要|级|日|序|数 picture-times
        ~套次!要|级|日|序|数 set-times
        ~种次!要|级|日|序|数 kinds found
        ~版次!要|级|日|序|数 editions
        ~片次!要|级|日|序|数 picture-times
        ~部次!要|级|日|序|数 showings
        ~株次!要|级|日|序|数 plant-times
        ~间次!要|级|日|序|数 room-times
        ~栋次!要|级|日|序|数 building-times
        ~笔次!要|级|日|序|数 transactions
        ~块次!要|级|日|序|数 piece-times
        ~段次!要|级|日|序|数 section-times
        ~卷次!要|级|日|序|数 volume-times
        ~张次!要|级|日|序|数 sheet-times
        例!如|会|行|外 cases
        宗!旨|教|地|祠|族 cases
        起!草|步|点|来|到|源|重机 cases
        ~回 times
        ~遍 times
     """,
    ),
    (
        _D.ITEM_COUNT,
        "5",
        """
        个!体(?!育|验|系|检|制)|性(?!能)|别(?!墅)|案(?!例|件)|税 items
        项!目(?!标|录) items
        家!庭(?!院)|长(?!期|效|沙|城|江)|属|禽|访|乡(?!镇|村)|政服务|具(?!有|备) organisations
        份!额|数(?!据) copies
        篇!次|幅|章 articles
        件!数(?!据)|套 pieces
        条!件|例(?!外)|款(?!项)|码 items
        幅!度|员(?!工) pictures
        门!户|店|诊|票|槛|牌|禁|类|窗|锁 courses
        类!似|别|型|推 classes
        种!子|类(?!型)|植(?!物)|业|群|养 kinds
        部!门|分|署|队|委|级|件|位 pieces
        支!持|付|出|撑|部(?!队)|委|柱 teams
        篇次 articles
     """,
    ),
    (
        _D.ITEM_COUNT,
        "5, extended",
        """
        台套=台/套 machines or sets
        台!账|风|班|阶|湾|式 machines
        套!餐(?!饮|具) sets
        所!有|属|需|在(?!建)|得|以|辖|长|谓 schools
        座!谈|位|次|席|标|右 buildings
        处!理(?!疗)|置|罚|室|于|级|长|分|境 places
        栋 buildings
        幢 buildings
        间!隔|接|距|谍|伐|作 rooms
        床!位|品|旁|铺 beds
        ~床位 beds
        ~盒 boxes
        ~箱 boxes
        ~包!括|含|装|保|容|干|联|抓 packs
        ~罐 tins
        剂次 doses
        ~剂!型|量 doses
        标准箱 containers
        ~袋 bags
        ~瓶 bottles
        册 volumes
        本!级|市|区|年|省|县|地|科(?!普|技|学)|金|院|校 copies
        张!贴|力 sheets
        块!状 pieces
        ~枚 pieces
        ~单!位|元|独|价|项|一|证|词|次|件|体|个|日 orders
        ~笔!试|者|记|录|画 transactions
        ~株 plants
        ~棵 trees
        ~只!要|有|能|是|需|读 animals
        ~头!部|条|脑|等|发|衔 animals
        ~匹!配 animals
        ~尾!气|水|矿|款|矿 fish
        ~羽 birds
        批!准|复|示|注|判|评(?!审|估|选) batches
        班!级|子|组|主|车|次|长|底 classes
        节!能|约|目|水|日|点|假|电|支|余|省|气|俗|令|奏|育|油|次 lessons
        辆 vehicles
        艘 ships
        ~架!构|设|空|次 aircraft
        ~列!入|车|席|支|为|举|明|表 trains
        ~把!握|关|手|控 pieces
        ~根!据|本|治|除|系 pieces
        ~片!区|面|段|长 pieces
        ~面!积|向|对|临|试|貌|谈|板|议|包|广 flags
        ~眼!科|睛|镜|部|底 wells
        ~口井 wells
        ~口塘 ponds
        ~盏 lamps
        ~樘 doors or windows
        ~榀 trusses
        ~颗!粒 pieces
        ~粒 grains
        ~孔 holes
        ~组!织|成|长|建|团|合 groups
        ~队!伍|列|员 teams
        ~团!队|体|员|结 groups
        ~站!点|台|位|长 stations
        对!象|接|应|标|外|比|口|全|各|于|策|社|已|本|面|党|照|等 pairs
        ~副!食|产|主|高|总|省|市|校|院|局|业|作 pairs
        ~款!项(?!目)|物 models
        批件 permits
        例次 cases
        户!籍|口|均|型|外(?!出)|主 households
        宗地 plots
        ~路!灯|段|面|口|线|网|径|演|桥|基|公 channels
        ~村!民|庄|级|委|居|干|镇|容|镇|内|道|务 villages
        ~镇!街|级|区|域|村 towns
        ~街!道|镇 streets
        ~版!面|本|权|块 pages
        ~页!面|岩|数 pages
        ~字!段|体|符|样|典|号 characters
        ~卷!宗|烟|子 volumes
        ~枝 pieces
        ~顶!层|级|岗|尖 pieces
        ~桶 barrels
        ~车!辆|间|位|站|道|流|程|牌|主|次|展|检|用 vehicles
        ~人份 person-portions
        标段 lots
        标箱 containers
        TEU containers
        ~学位 school places
        ~席!位 seats
     """,
    ),
    (
        _D.RATIO,
        "5",
        """
        % percent
     """,
    ),
    (
        _D.RATIO,
        "5, extended",
        """
        ‰*0.1 per mille
        百分点 percentage points
        个百分点=百分点 percentage points
        个百分比=百分点 percentage points
        ~百分比=%!例|率|值|数 percent
        ~百分数=% percent
        ~倍*100!增|数|感 times
     """,
    ),
    (
        _D.DURATION,
        "5",
        """
        分钟*60 minutes
        小时*3600 hours
        个小时=小时*3600 hours
        天*86400!河|气|文(?!化)|然|津|数|花|猫|使|桥|生(?!产)|地|空|府 days
        日=天*86400!常|报|托|期|均|间|用|照|志|程|本 days
     """,
    ),
    (
        _D.DURATION,
        "5, extended",
        """
        ~秒*1 seconds
        秒钟=秒*1 seconds
        ~h=小时*3600 hours
        ~min=分钟*60 minutes
        个自然日=自然日*86400 days
        自然日*86400 days
        日历天*86400 days
        个日历天=日历天*86400 days
        工作日 working days
        个工作日=工作日 working days
        个交易日=交易日 trading days
        交易日 trading days
        周*604800!边|年|报|刊|岁|期|围|转|密 weeks
        个星期=星期*604800 weeks
        星期*604800 weeks
        个月 months
        个季度 quarters
        年!级|度|均|份|报|会|底|末|初|前|来|代|龄|检|审|限|鉴|后|终 years
        周年 years
        课时 class hours
        个课时=课时 class hours
        学时 class hours
        个学时=学时 class hours
        学期 terms
        个学期=学期 terms
        学年 school years
        机时 machine hours
     """,
    ),
    (
        _D.MONEY,
        "5",
        """
        元!旦|素|数(?!据)|宵|器|件|老|宇 yuan
        人民币元=元 yuan
        圆=元!满|形|桌|通|柱 yuan
     """,
    ),
    (
        _D.MONEY,
        "5, extended",
        """
        元人民币=元 yuan
        RMB=元 yuan
        元整=元 yuan
     """,
    ),
    (
        _D.AREA,
        "5",
        """
        平方米*1 square metres
        平米=平方米*1 square metres
        ㎡=平方米*1 square metres
        m²=平方米*1 square metres
        M²=平方米*1 square metres
        m2=平方米*1 square metres
     """,
    ),
    (
        _D.AREA,
        "5, extended",
        """
        平方*1=平方米 square metres
        平方公里*1000000 square kilometres
        平方千米*1000000 square kilometres
        公顷*10000 hectares
        ~亩!均|产 mu
        k㎡=平方公里*1000000 square kilometres
        km²=平方公里*1000000 square kilometres
        hm²=公顷*10000 hectares
     """,
    ),
    (
        _D.LENGTH,
        "5, extended",
        """
        公里*1000 kilometres
        千米*1000 kilometres
        ~米*1!粉|面|饭|线 metres
        厘米*0.01 centimetres
        毫米*0.001 millimetres
        海里*1852 nautical miles
        延米*1 metres
        延长米*1 metres
        延长公里*1000 kilometres
        芯公里 fibre kilometres
        孔公里 duct kilometres
        沟公里 trench kilometres
        杆路公里 pole-line kilometres
        车道公里 lane kilometres
        皮长公里 cable kilometres
        km=公里*1000 kilometres
        m=米*1 metres
        cm=厘米*0.01 centimetres
        mm=毫米*0.001 millimetres
     """,
    ),
    (
        _D.MASS,
        "5, extended",
        """
        吨*1000!位|级|煤 tonnes
        公斤*1 kilogrammes
        千克*1 kilogrammes
        ~斤*0.5 jin
        ~克*0.001!服|拉|隆 grammes
        毫克*0.000001 milligrammes
        微克*0.000000001 microgrammes
        kg=千克*1 kilogrammes
        t=吨*1000 tonnes
        mg=毫克*0.000001 milligrammes
     """,
    ),
    (
        _D.SCORE,
        "5, extended",
        """
        ~分!钟|别|类|析|布|享|校|会|支|队|级|局|批|期|管|解|配|层|公|工|辨|散|贝|流|中心|行|店|之|数线 points
        学分!制|银 credits
        积分 points
     """,
    ),
    (
        _D.NONE,
        "5, extended",
        """
        立方米 cubic metres
        立方 cubic metres
        m³=立方米 cubic metres
        ~方!面|案|式|向|法|便|位|针|可|阵|米|舱|言 cubic metres
        ~升!级|学|降|旗|值|温 litres
        毫升 millilitres
        ml=毫升 millilitres
        L=升 litres
        ~度!假|量|过|电 degrees
        ~岁 years of age
        度电 kilowatt-hours
        千瓦时 kilowatt-hours
        kWh=千瓦时 kilowatt-hours
        kW=千瓦 kilowatts
        千瓦 kilowatts
        MW=兆瓦 megawatts
        兆瓦 megawatts
        吨公里 tonne-kilometres
        车公里 vehicle-kilometres
        ~亩次 mu treated
        公顷次 hectares treated
        工日 man-days
        人月!均 man-months
        台时 machine hours
        床日 bed-days
        千瓦·时=千瓦时 kilowatt-hours
        兆瓦时 megawatt-hours
        MWh=兆瓦时 megawatt-hours
        瓦 watts
        兆伏安 megavolt-amperes
        吉焦 gigajoules
        GJ=吉焦 gigajoules
        兆帕 megapascals
        MPa=兆帕 megapascals
        标方=标准立方米 standard cubic metres
        标准立方米 standard cubic metres
        人公里 person-kilometres
        台班 machine shifts
        千伏安 kilovolt-amperes
        ℃ degrees Celsius
        摄氏度=℃ degrees Celsius
        °C=℃ degrees Celsius
        分贝 decibels
        dB=分贝 decibels
        mg/L milligrammes per litre
        毫克/升=mg/L milligrammes per litre
        mg/m³ milligrammes per cubic metre
        毫克/立方米=mg/m³ milligrammes per cubic metre
        μg/m³ microgrammes per cubic metre
        μg/m3=μg/m³ microgrammes per cubic metre
        微克/立方米=μg/m³ microgrammes per cubic metre
        公里/小时 kilometres per hour
        km/h=公里/小时 kilometres per hour
        ppm parts per million
        吨标准煤 tonnes of coal equivalent
        吨标煤=吨标准煤 tonnes of coal equivalent
        GB gigabytes
        TB terabytes
        MB megabytes
        Mbps megabits per second
        Gbps gigabits per second
        美元 US dollars
        港元 Hong Kong dollars
        港币=港元 Hong Kong dollars
        欧元 euros
        日元 yen
     """,
    ),
)
_ROW = re.compile(r"^(~?)([^\s=*!]+)((?:[=*!]\S+?)?(?:\*[\d.]+)?(?:=[^\s!*]+)?(?:!\S+)?) (\S.*)$")
_PART = re.compile(r"=([^=*!]+)|\*([\d.]+)|!(\S+)")
_UNIT_FACTOR_ONE = {_D.RATIO, _D.MONEY}


def _parsed(dimension: Dimension, source: str, line: str) -> Unit:
    row = _ROW.match(line)
    if row is None:
        raise ValueError(line)
    folded, factor, guard = row[2], None, ""
    for part in _PART.finditer(row[3]):
        folded = part[1] or folded
        factor = Decimal(part[2]) if part[2] else factor
        guard = part[3] or guard
    if factor is None and dimension in _UNIT_FACTOR_ONE:
        factor = Decimal(1)
    return Unit(row[2], folded, dimension, factor, row[4], not row[1], guard, source)


#: All units by their printed word.
UNITS: dict[str, Unit] = {
    unit.word: unit
    for dimension, source, block in _ROWS
    for unit in (_parsed(dimension, source, line.strip()) for line in block.splitlines() if line.strip())
}


def unit_pattern(*, chinese_numerals: bool = False) -> str:
    """Give a regular expression of the units, the longest first, each with its guard.

    Args:
        chinese_numerals: Only units before which a Chinese numeral is a number.

    """
    words = [word for word, unit in UNITS.items() if unit.chinese_numerals or not chinese_numerals]
    return "|".join(_alternative(UNITS[word]) for word in longest_first(words))


def _alternative(unit: Unit) -> str:
    guard = rf"(?!{unit.guard})" if unit.guard else ""
    if unit.word[-1].isascii() and unit.word[-1].isalnum():
        guard += r"(?![0-9A-Za-z])"
    # Brackets are folded to full width before the grammar sees them.
    return re.escape(unit.word.replace("(", "（").replace(")", "）")) + guard


def unit_of(word: str) -> Unit | None:
    """Look up a unit by the spelling in ``Component.measure_unit``.

    Returns:
        The unit, for joined counters (``幅/条``) the first of them, ``None`` where the word is unknown.

    Examples:
        >>> unit_of("公里").factor, unit_of("幅/条").dimension
        (Decimal('1000'), <Dimension.ITEM_COUNT: 'item_count'>)
        >>> unit_of("朵云") is None
        True

    """
    unit = UNITS.get(word)
    if unit is None and "/" in word:
        unit = UNITS.get(word.partition("/")[0])
    return unit


def unit_rules() -> tuple[Rule, ...]:
    """One row for each unit: its word, its dimension, an example."""
    return tuple(
        Rule(
            f"unit/{unit.word}", unit.word, unit.dimension, f"≥3{unit.word}", f"quantity >=3{unit.folded}", unit.source
        )
        for unit in UNITS.values()
    )
