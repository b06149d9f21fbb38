"""Guangdong, Guangxi, Hainan, Shenzhen, and a form in Traditional characters."""

from __future__ import annotations

from tests.kg.forms.variants.expecting import ExpectedProject, draw, form

TRADITIONAL = form(
    "traditional-headings",
    "項目支出績效目標表: headings and contents in Traditional characters",
    "項目支出績效目標表",
    "（2023年度）",
    draw("""
項目名稱 | 離島渡輪無障礙改造 | < | < | <
主管部門 | 海灣市交通運輸局 | < | 實施單位 | 海灣市渡輪管理站
項目資金（萬元） | 年度資金總額 | 480.00 | 其中：財政撥款 | 480.00
總體目標 | 改造渡輪上落設施，方便長者。 | < | < | <
績效指標 | 一級指標 | 二級指標 | 三級指標 | 年度指標值
@ - level1 level2 name target
* ^ | 產出指標 | 數量指標 | 改造渡輪艘數 | ≥12艘
* ^ | ^ | 質量指標 | 驗收合格率 | 100%
* ^ | ^ | 時效指標 | 完工時間 | 2023年11月底前
* ^ | 效益指標 | 社會效益指標 | 輪椅乘客人次 | ≥8500人次
* ^ | 滿意度指標 | 服務對象滿意度指標 | 乘客滿意度 | ≥90%
"""),
    projects=ExpectedProject(
        "離島渡輪無障礙改造",
        unit="海灣市渡輪管理站",
        goal="改造渡輪上落設施，方便長者。",
        budget="480.00",
        money="480.00",
    ),
    department="海灣市交通運輸局",
    year=2023,
)

GUANGXI = form(
    "guangxi-title-in-table",
    "自评表 whose title, year and unit of money are rows of the table; notes and 填报人 rows at its end",
    draw("""
2022年度区直项目支出绩效自评表 | < | < | < | < | < | < | <
填报单位：桂岭县博物馆 |  |  |  |  | 单位：元 | < | <
项目名称 | 铜鼓文物数字展 | < | < | 主管部门 | 桂岭县文化广电体育和旅游局 | < | <
项目预算 | 年初预算数 | 350000 | 全年执行数 | 349200 | 预算执行率 | 99.77% | <
年度目标 | 建成数字展厅并开放。 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
@ level1 level2 name target actual weight score reason
* 产出指标 | 数量指标 | 三维扫描铜鼓 | ≥36面 | 36面 | 20 | 20 |
* ^ | ^ | 制作讲解视频 | ≥12部 | 14部 | 20 | 20 |
* ^ | 时效指标 | 展厅开放日期 | 2022年9月30日前 | 2022年11月6日 | 10 | 6 | 设备到货延迟
* 效益指标 | 社会效益指标 | 参观人次 | ≥25000人次 | 23180人次 | 30 | 27.82 | 开放推迟，下年加大宣传
* 满意度指标 | 服务对象满意度指标 | 观众满意度 | ≥90% | 94% | 10 | 10 |
总分 | < | < | < | < | 90 | 83.82 |
其他需要说明的问题 | 无 | < | < | < | < | < | <
填报人：覃某 | < | < | 联系电话：0770-1000000 | < | < | 填报日期：2023年2月 | <
"""),
    projects=ExpectedProject("铜鼓文物数字展", goal="建成数字展厅并开放。", budget="350000", money="349200", said="元"),
    department="桂岭县文化广电体育和旅游局",
    year=2022,
)

HAINAN = form(
    "hainan-value-cell-order",
    "绩效目标表: 绩效指标性质, 绩效指标值, 绩效度量单位 in this order, 本年权重; project code before the name",
    "项目支出绩效信息表",
    "部门名称：南渡市教育局                               金额单位：万元",
    draw("""
项目编码及名称 | 46000024T000000912345-海岛教学点寄宿补贴 | < | < | < | < | <
单位编码 | 330001 | 单位名称 | 南渡市教育局本级 | < | < | <
预算金额 | 64.80 | 其中：财政资金 | 64.80 | 其他资金 | 0.00 | <
年度绩效目标 | 补贴海岛教学点寄宿学生。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 绩效指标性质 | 绩效指标值 | 绩效度量单位 | 本年权重
@ level1 level2 name cmp val unit weight
* 成本指标 | 经济成本指标 | 人均补贴标准 | = | 1200 | 元/年 | 10
* 产出指标 | 数量指标 | 补贴学生人数 | ≥ | 540 | 人 | 30
* 产出指标 | 时效指标 | 补贴发放次数 | = | 2 | 次 | 20
* 效益指标 | 社会效益指标 | 教学点巩固率 | ≥ | 99 | % | 20
* 满意度指标 | 服务对象满意度指标 | 家长满意度 | ≥ | 95 | % | 10
"""),
    projects=ExpectedProject(
        "46000024T000000912345-海岛教学点寄宿补贴",
        goal="补贴海岛教学点寄宿学生。",
        budget="64.80",
        money="64.80 0.00",
    ),
    department="南渡市教育局",
    allow={"project1.name": ("海岛教学点寄宿补贴",), "project1.unit": ("南渡市教育局本级", "南渡市教育局")},
)

SHENZHEN = form(
    "shenzhen-history-value",
    "项目支出绩效目标表: 历史参考值 and 上年完成值 beside 年度目标值, 指标计算方法 in between",
    "2024年项目支出绩效目标表",
    draw("""
单位名称 | 鹏湾区城市管理局 | < | 项目名称 | 公园驱蚊灯维护 | < | < | <
预算总额（万元） | 96.00 | < | 当年预算（万元） | 48.00 | < | < | <
项目总体目标 | 二十六座公园驱蚊灯正常运行。 | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 历史参考值 | 2023年完成值 | 指标计算方法 | 2024年目标值
@ - level1 level2 name - - - target
* ^ | 产出指标 | 数量指标 | 维护驱蚊灯盏数 | 2100盏 | 2260盏 | 台账统计 | 2400盏
* ^ | ^ | 质量指标 | 亮灯率 | 95% | 96.5% | 亮灯数/总数 | ≥97%
* ^ | ^ | 时效指标 | 报修响应时间 | 48小时 | 36小时 | 工单统计 | ≤24小时
* ^ | 效益指标 | 社会效益指标 | 蚊媒投诉量 | 120宗 | 95宗 | 热线统计 | ≤80宗
* ^ | 满意度指标 | 满意度 | 游园市民满意度 | 88% | 90% | 问卷 | ≥90%
"""),
    projects=ExpectedProject(
        "公园驱蚊灯维护",
        goal="二十六座公园驱蚊灯正常运行。",
        budget=("48.00", "96.00"),
    ),
    department="鹏湾区城市管理局",
    year=2024,
)

GUANGDONG_TOWN = form(
    "guangdong-town-packed-lines",
    "township table: all indicators of a project as numbered lines inside one cell for each first level",
    "2023年榕塘镇项目支出绩效目标表",
    "单位：万元",
    draw("""
项目名称 | 预算金额 | 绩效目标 | 产出指标 | 效益指标 | 满意度指标
古榕公园维护 | 18.50 | 公园整洁开放 | 数量指标：管护古榕≥42株；质量指标：病害防治率≥95% | 社会效益指标：游园人次≥3万人次 | 群众满意度≥90%
村道路灯电费 | 36.00 | 路灯正常照明 | 数量指标：路灯1860盏；时效指标：故障2日内修复 | 社会效益指标：夜间事故减少 | 群众满意度≥92%
"""),  # noqa: E501
    rows=(),
    projects=(
        ExpectedProject("古榕公园维护", goal="公园整洁开放", budget="18.50"),
        ExpectedProject("村道路灯电费", goal="路灯正常照明", budget="36.00"),
    ),
    allow={"*.refused": (), "*.extra": (), "*.projects": (), "*.department": ()},
)

FORMS = (TRADITIONAL, GUANGXI, HAINAN, SHENZHEN, GUANGDONG_TOWN)
