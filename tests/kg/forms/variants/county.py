"""County and township offices: odd widths, ragged headers, values beside what belongs elsewhere."""

from __future__ import annotations

from tests.kg.forms.variants.expecting import ExpectedProject, draw, form

TOWNSHIP_PAIRS = form(
    "township-pairs",
    "自评表: money as pairs, 分值 before the values, 得分 before 实际完成值; 偏差原因 as the last column",
    "茶坪镇2023年度项目支出绩效自评表",
    draw("""
项目名称 | 集镇饮水管网维修 | < | < | < | < | < | <
主管部门 | 茶坪镇人民政府 | < | < | 实施单位 | 茶坪镇村镇建设服务中心 | < | <
项目资金（万元） | 全年预算数 | 28.6 | 全年执行数 | 28.1 | 执行率 | 98.25% | <
一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 得分 | 实际完成值 | 偏差原因
@ level1 level2 name weight target score actual reason
* 产出指标 | 数量指标 | 更换管道 | 20 | ≥3.2千米 | 20 | 3.3千米 |
* ^ | ^ | 更换水表 | 15 | ≥410块 | 14.6 | 399块 | 部分住户外出
* ^ | 质量指标 | 管网漏损率 | 15 | ≤9% | 15 | 8.2% |
* 效益指标 | 社会效益指标 | 受益户数 | 30 | ≥980户 | 30 | 1006户 |
* 满意度指标 | 服务对象满意度指标 | 用水户满意度 | 10 | ≥90% | 10 | 95% |
"""),
    projects=ExpectedProject("集镇饮水管网维修", unit="茶坪镇村镇建设服务中心", budget="28.6", money="28.1"),
    department="茶坪镇人民政府",
    year=2023,
)

COUNTY_NO_PROJECT_HEADER = form(
    "county-short-indicator-table",
    "自评报告附表: only an indicator table under a paragraph that names the project; 绩效内容 wide",
    "云阳坝县残疾人联合会2022年度“辅具适配”项目绩效自评表",
    "金额单位：万元",
    draw("""
一级指标 | 二级指标 | 三级指标 | 绩效目标值 | 实际完成值 | 完成率 | 偏差原因
@ level1 level2 name target actual - reason
* 产出指标 | 数量指标 | 适配轮椅 | 260辆 | 254辆 | 97.69% | 六名对象迁出
* 产出指标 | 数量指标 | 适配助听器 | 180台 | 180台 | 100% |
* 产出指标 | 质量指标 | 辅具合格率 | 100% | 100% | 100% |
* 效益指标 | 社会效益指标 | 残疾人出行便利 | 改善 | 明显改善 | 100% |
* 满意度指标 | 服务对象满意度指标 | 残疾人满意度 | ≥95% | 98% | 100% |
"""),
    projects=(),
    department="云阳坝县残疾人联合会",
    year=2022,
    allow={"*.projects": (), "*.department": ()},
)

BLANK_TEMPLATE = form(
    "blank-template",
    "a template published empty: 指标1： alone, 目标1：, dots; no indicator may come of it",
    "项目支出绩效目标表",
    "（    年度）",
    draw("""
项目名称 |  | < | < | <
主管部门及代码 |  | < | 实施单位 |
项目资金（万元） | 年度资金总额： |  | < | <
^ | 其中：财政拨款 |  | < | <
总体目标 | 目标1：⏎目标2：⏎目标3：⏎…… | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 指标1： |
^ | ^ | ^ | 指标2： |
^ | ^ | ^ | …… |
^ | ^ | 质量指标 | 指标1： |
^ | 效益指标 | 社会效益指标 | 指标1： |
^ | ^ | ^ | …… |
^ | 满意度指标 | 服务对象满意度指标 | 指标1： |
"""),
    allow={"*.refused": (), "*.projects": (), "*.department": ()},
)

HALF_FILLED = form(
    "half-filled-template",
    "a form filled in above and left empty below: 指标1： with words and others without",
    "项目支出绩效目标表",
    "（2022年度）",
    draw("""
项目名称 | 乡村大舞台 | < | < | <
主管部门 | 柳沟乡人民政府 | < | 实施单位 | 柳沟乡文化站
项目资金（万元） | 年度资金总额： | 12 | < | <
^ | 其中：财政拨款 | 12 | < | <
总体目标 | 目标1：搭建舞台两处。⏎目标2： | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
@ - level1 level2 name target
* ^ | 产出指标 | 数量指标 | 指标1：搭建舞台 | 2处
^ | ^ | ^ | 指标2： |
* ^ | ^ | 质量指标 | 指标1：验收合格率 | 100%
^ | ^ | ^ | …… | ……
^ | ^ | 时效指标 | 指标1： |
* ^ | 效益指标 | 社会效益指标 | 指标1：演出场次 | ≥24场
^ | ^ | 经济效益指标 | 无 |
* ^ | 满意度指标 | 服务对象满意度指标 | 指标1：村民满意度 | ≥95%
"""),
    projects=ExpectedProject(
        "乡村大舞台",
        unit="柳沟乡文化站",
        goal=("目标1：搭建舞台两处。目标2：", "搭建舞台两处。", "目标1：搭建舞台两处。"),
        budget="12",
        money="12",
    ),
    department="柳沟乡人民政府",
    year=2022,
)

NO_MONEY_UNIT = form(
    "county-no-unit-of-money",
    "the form says no unit of money anywhere: its amounts must not be stored",
    "项目支出绩效目标表",
    "（2023年度）",
    draw("""
项目名称 | 畜禽粪污收集 | < | < | <
主管部门 | 青石桥县农业农村局 | < | 实施单位 | 青石桥县畜牧站
项目资金 | 年度资金总额 | 156 | 其中：财政拨款 | 156
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
@ level1 level2 name target -
* 产出指标 | 数量指标 | 收集点建设 | ≥12处 |
* ^ | 时效指标 | 建成时间 | 10月底 | 倒排工期
* 效益指标 | 生态效益指标 | 粪污综合利用率 | ≥82% |
* 满意度指标 | 服务对象满意度指标 | 养殖户满意度 | ≥90% |
"""),
    projects=ExpectedProject("畜禽粪污收集", unit="青石桥县畜牧站", said=None),
    department="青石桥县农业农村局",
    year=2023,
)

TWO_UNITS = form(
    "county-yuan-and-wan-yuan",
    "单位：元 above the table, （万元） in the label of the money: what stands nearest holds",
    "项目支出绩效自评表（2021年度）",
    "单位：元",
    draw("""
项目名称 | 红薯育苗基地 | < | < | <
主管部门 | 沙坝县科技局 | < | 实施单位 | 沙坝县薯类研究所
全年预算数（万元） | 41.2 | < | 全年执行数（万元） | 40.9
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值
@ level1 level2 name target actual
* 产出指标 | 数量指标 | 培育脱毒苗 | ≥150万株 | 158万株
* ^ | 成本指标 | 单株成本 | ≤0.12元 | 0.11元
* 效益指标 | 经济效益指标 | 亩均增产 | ≥300公斤 | 335公斤
* 满意度指标 | 服务对象满意度指标 | 种植户满意度 | ≥92% | 95%
"""),
    projects=ExpectedProject("红薯育苗基地", unit="沙坝县薯类研究所", budget="41.2", money="40.9"),
    department="沙坝县科技局",
    year=2021,
)

FORMS = (TOWNSHIP_PAIRS, COUNTY_NO_PROJECT_HEADER, BLANK_TEMPLATE, HALF_FILLED, NO_MONEY_UNIT, TWO_UNITS)
