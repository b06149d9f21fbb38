"""Official libraries of indicators: 分行业分领域绩效指标, 共性指标体系; reference values, no promise of anyone."""

from __future__ import annotations

from tests.kg.forms.variants.expecting import draw, form

SECTOR_LIBRARY = form(
    "library-sector",
    "分行业分领域绩效指标和标准体系: 资金用途 and 指标说明, 标准值 as the value, units in the names",
    "预算绩效指标库（2022年版）",
    "行业：农业农村",
    draw("""
序号 | 资金用途 | 一级指标 | 二级指标 | 三级指标 | 指标说明 | 计量单位 | 参考标准值 | 指标来源
@ number - level1 level2 name - unit val -
* 1 | 设施种植 | 产出指标 | 数量指标 | 新建大棚面积 | 当年建成的面积 | 亩 | ≥100 | 计划标准
* 2 | ^ | ^ | 质量指标 | 大棚验收合格率 | 合格面积占比 | % | ≥98 | 行业标准
* 3 | ^ | ^ | 时效指标 | 大棚按期完工率 | 按期完工面积占比 | % | ≥95 | 历史标准
* 4 | ^ | 效益指标 | 经济效益指标 | 亩均增收 | 与上年相比 | 元 | ≥800 | 历史标准
* 5 | 品种保护 | 产出指标 | 数量指标 | 保存种质资源 | 入库的份数 | 份 | ≥2000 | 计划标准
* 6 | ^ | 满意度指标 | 服务对象满意度指标 | 农户满意度 | 问卷调查 | % | ≥90 | 其他标准
"""),
    allow={"*.projects": (), "*.department": ()},
)

COMMON_SYSTEM = form(
    "library-common-system",
    "项目支出绩效评价共性指标体系框架: 指标解释 and 指标说明, no values; indicators may be kept without a figure",
    "项目支出绩效评价共性指标体系框架",
    draw("""
一级指标 | 二级指标 | 三级指标 | 指标解释 | 指标说明
决策 | 项目立项 | 立项依据充分性 | 立项是否符合规划 | 评价要点：①是否符合法律法规；②是否重复
^ | 绩效目标 | 绩效目标合理性 | 目标是否客观 | 评价要点：①是否有绩效目标
过程 | 资金管理 | 资金到位率 | 实际到位与预算之比 | 资金到位率=（实际到位资金/预算资金）×100%
产出 | 产出数量 | 实际完成率 | 实际产出与计划之比 | 实际完成率=（实际产出数/计划产出数）×100%
效益 | 项目效益 | 满意度 | 服务对象的满意程度 | 一般采取社会调查的方式
"""),
    allow={"*.refused": (), "*.valueless": (), "*.projects": (), "*.department": ()},
)

NAMES_WITH_UNITS = form(
    "library-names-with-units",
    "部门核心绩效指标表: 指标名称（单位）, 取值方式, a range as the value, weights as shares",
    "水利部门项目支出核心绩效指标表",
    draw("""
项目类别 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 权重
@ - level1 level2 name target weight
* 水库维修养护 | 产出指标 | 数量指标 | 养护水库座数（座） | ≥12座 | 20
* ^ | ^ | 质量指标 | 大坝安全鉴定率（%） | 90%-95% | 20
* ^ | ^ | 时效指标 | 汛前完工率（%） | ≥98% | 10
* ^ | 成本指标 | 经济成本指标 | 单座养护成本（万元） | 8～12万元 | 10
* 水文监测 | 产出指标 | 数量指标 | 监测断面数（个） | ≥46个 | 30
"""),
    allow={"*.projects": (), "*.department": ()},
)

FORMS = (SECTOR_LIBRARY, COMMON_SYSTEM, NAMES_WITH_UNITS)
