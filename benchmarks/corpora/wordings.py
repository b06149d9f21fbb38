"""What the departments of a synthetic corpus do: sectors with their offices, events, things that are counted, people.

Cities are real, their districts and everything below are invented; no sentence is taken from a published document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

CITIES = (
    "广州市", "深圳市", "佛山市", "东莞市", "中山市", "珠海市", "惠州市", "江门市", "肇庆市", "汕头市", "韶关市", "清远市",
)  # fmt: skip
PROVINCES = ("广东省", "湖南省", "江西省", "四川省", "陕西省", "安徽省")
# the city itself as often as a district
DISTRICTS = (
    "",
    "",
    "",
    "城东区",
    "城西区",
    "滨江区",
    "高新区",
    "新城区",
    "港湾区",
    "山前区",
    "湖滨区",
    "云岭县",
    "长溪县",
)


@dataclass(frozen=True, slots=True)
class Sector:
    """What one kind of department does.

    Attributes:
        body: Its name behind the place.
        units: Names of its subordinate units behind the place.
        events: Things held so many times.
        things: Things counted, with their unit and a usual number.
        works: Things built, kept or bought, with a finish and a quality.
        people: Whom it serves.
        duties: What it is for, one sentence each.

    """

    body: str
    units: tuple[str, ...]
    events: tuple[str, ...]
    things: tuple[tuple[str, str, int], ...]
    works: tuple[str, ...]
    people: tuple[str, ...]
    duties: tuple[str, ...]


SCIENCE = Sector(
    "科学技术协会",
    ("科技馆", "青少年科技活动中心", "学会服务中心"),
    ("科普讲座", "流动展车巡展", "青少年科技创新比赛", "学术沙龙", "科技工作者座谈会", "院士专家进企业活动", "科学家精神宣讲",
     "科普研学", "企业科协交流会", "国际学术会议"),
    (("新建基层科协组织", "个", 12), ("更新社区科普画廊", "期", 24), ("培育科普志愿服务队", "支", 8), ("征集青少年创新作品", "件", 180),
     ("联系服务科技工作者", "人", 600), ("制作科普短视频", "部", 30), ("扶持重点学会", "家", 9), ("编印科普读本", "册", 5000)),
    ("科技馆展品更新改造", "科普信息化平台运维", "科普教育基地建设", "科学素质抽样调查", "院士专家工作站建设"),
    ("社区居民", "中小学生", "科技工作者", "会员单位"),
    ("联系和服务科技工作者，反映他们的意见与诉求", "组织学术交流，促进学科之间相互启发", "普及科学知识，带动居民科学素质提高"),
)  # fmt: skip
EDUCATION = Sector(
    "教育局",
    ("教师发展中心", "第二实验学校", "招生考试服务中心"),
    ("教师专题培训", "校园科技节", "课后服务展示活动", "家长课堂", "学生合唱展演", "名师送教下乡", "心理健康团体辅导", "校长论坛"),
    (("新增公办学位", "个", 3600), ("改造旱厕学校", "所", 6), ("更新课桌椅", "套", 4200), ("遴选骨干教师", "人", 150),
     ("建设录播教室", "间", 20), ("配送图书", "册", 60000), ("评选书香校园", "所", 15)),
    ("义务教育学校改扩建工程", "校舍安全维修", "智慧校园网络运维", "学生体质监测", "幼儿园等级评估"),
    ("在校学生", "学生家长", "一线教师", "受助学生"),
    ("统筹基础教育布局，保障学位供给", "组织教师培训与考核，提高教学水平", "指导学校安全与校园管理工作"),
)  # fmt: skip
HEALTH = Sector(
    "卫生健康局",
    ("疾病预防控制中心", "妇幼保健院", "第三人民医院"),
    ("健康知识讲座", "基层医生进修班", "义诊活动", "应急救护演练", "无偿献血宣传", "慢性病自我管理小组活动", "托育机构巡查"),
    (("家庭医生签约", "人", 86000), ("老年人健康体检", "人", 12000), ("适龄儿童接种疫苗", "剂次", 45000), ("配备急救设备", "台", 40),
     ("改造村卫生站", "个", 18), ("随访重点人群", "人次", 9000), ("培养全科医生", "人", 60)),
    ("区域医疗信息平台运维", "发热门诊改造", "实验室仪器检定", "公共场所卫生抽检", "妇幼保健楼修缮"),
    ("就诊患者", "辖区居民", "孕产妇", "基层医务人员"),
    ("组织疾病预防控制与应急处置", "管理医疗机构服务质量", "推动基本公共卫生服务均衡可及"),
)  # fmt: skip
CULTURE = Sector(
    "文化广电旅游体育局",
    ("图书馆", "文化馆", "非物质文化遗产保护中心"),
    ("公益演出", "非遗展示活动", "阅读推广活动", "全民健身赛事", "旅游推介会", "文物保护巡查", "美术作品展", "广场舞培训班"),
    (("新增图书馆分馆", "个", 5), ("采购新书", "册", 32000), ("修复古籍", "页", 1200), ("培训文化志愿者", "人", 300),
     ("配送流动书箱", "箱", 80), ("创作群众文艺作品", "件", 16), ("建设社区健身点", "个", 10)),
    ("图书馆空调系统改造", "文物建筑修缮", "旅游标识标牌更新", "应急广播系统运维", "体育馆设备采购"),
    ("到馆读者", "参赛选手", "观众", "游客"),
    ("保护和传承文化遗产", "供给公共文化产品与服务", "规范文化旅游市场秩序"),
)  # fmt: skip
FARMING = Sector(
    "农业农村局",
    ("农业技术推广中心", "动物疫病预防控制中心", "农产品质量检测站"),
    ("农技田间课堂", "高素质农民培训班", "农产品产销对接会", "农机安全检查", "村庄清洁行动", "水产养殖技术指导", "农村电商培训"),
    (("建设高标准农田", "亩", 24000), ("推广良种", "亩", 8600), ("抽检农产品样品", "批次", 2400), ("扶持家庭农场", "家", 45),
     ("发放有机肥", "吨", 900), ("改造农村户厕", "户", 1300), ("认定绿色食品", "个", 14)),
    ("灌溉渠道清淤整治", "动物防疫物资采购", "土壤墒情监测站运维", "农产品追溯平台建设", "农村人居环境整治"),
    ("农户", "合作社成员", "种粮大户", "受益村民"),
    ("指导粮食和重要农产品生产", "推进农村人居环境改善", "组织动植物疫病防控"),
)  # fmt: skip
ECOLOGY = Sector(
    "生态环境局",
    ("环境监测站", "环境保护宣传教育中心"),
    ("环境执法专项检查", "环保开放日活动", "企业普法培训", "突发环境事件应急演练", "低碳生活宣传", "排污许可帮扶活动"),
    (("监测地表水断面", "个", 32), ("排查入河排污口", "个", 560), ("抽测机动车", "辆", 3000), ("核查重点排放单位", "家", 75),
     ("采集土壤样品", "份", 420), ("处理信访件", "件", 680), ("淘汰老旧柴油车", "辆", 900)),
    ("空气自动监测站运维", "水质自动站运维", "噪声地图编制", "污染源清单更新", "辐射监测设备检定"),
    ("周边居民", "信访群众", "参训企业", "公众"),
    ("监督管理水、气、土壤污染防治", "组织环境质量监测并发布信息", "查处环境违法行为"),
)  # fmt: skip
TRANSPORT = Sector(
    "交通运输局",
    ("公路养护中心", "交通运输综合执法支队"),
    ("道路隐患排查", "货运源头检查", "驾驶员安全教育", "公交服务质量测评", "水上应急演练", "路域环境整治行动"),
    (("养护农村公路", "公里", 320), ("检测桥梁", "座", 66), ("新建公交站亭", "座", 40), ("更新道路标线", "平方米", 52000),
     ("开通学生定制公交", "条", 12), ("治理超限车辆", "辆次", 1500), ("清理边沟", "公里", 180)),
    ("国省道日常养护", "隧道机电设施维护", "客运站无障碍改造", "交通信号灯运维", "渡口码头修缮"),
    ("过往司机", "乘客", "沿线村民", "客运企业"),
    ("组织公路建设与养护", "管理道路和水路运输市场", "指导行业安全生产"),
)  # fmt: skip
CIVIL = Sector(
    "民政局",
    ("社会福利院", "救助管理站", "社会工作服务中心"),
    ("养老护理员培训", "社区议事会", "儿童关爱活动", "慈善宣传活动", "社会组织评估会", "适老化改造入户走访", "殡葬惠民宣传"),
    (("新增养老床位", "张", 240), ("发放临时救助金", "人次", 1800), ("改造困难老人住房", "户", 350), ("购买社工服务", "小时", 16000),
     ("巡访独居老人", "人次", 42000), ("配备智能手环", "个", 2000), ("建设长者饭堂", "家", 25)),
    ("福利院消防改造", "救助管理信息系统运维", "儿童之家提升工程", "公益性墓地管护", "养老机构等级评定"),
    ("困难群众", "入住老人", "服务对象", "社会组织"),
    ("保障困难群众基本生活", "发展养老服务体系", "登记和管理社会组织"),
)  # fmt: skip
# science associations are what most readers compare
SECTORS = (SCIENCE, SCIENCE, SCIENCE, EDUCATION, HEALTH, CULTURE, FARMING, ECOLOGY, TRANSPORT, CIVIL)


@dataclass(frozen=True, slots=True)
class Office:
    """A department: its name, the place at the head of it, the level word in its budget form, its sector."""

    name: str
    place: str
    level: str
    sector: Sector

    def unit(self, at: int) -> str:
        """Return the name of a subordinate unit."""
        return self.place + self.sector.units[at % len(self.sector.units)]


def draw_office(chance: random.Random, *, province: bool = False) -> Office:
    """Draw a department of a city or one of its districts, or of a province.

    >>> import random
    >>> draw_office(random.Random(1), province=True).level
    '省'

    """
    sector = chance.choice(SECTORS)
    if province:
        place = chance.choice(PROVINCES)
        return Office(place + sector.body.removesuffix("局") + ("厅" if sector.body.endswith("局") else ""),
                      place, "省", sector)  # fmt: skip
    city, district = chance.choice(CITIES), chance.choice(DISTRICTS)
    return Office(city + district + sector.body, city + district, district[-1:] or "市", sector)
