"""Sichuan, Chongqing, Yunnan, Guizhou, Tibet: comparator, number and unit in cells of their own; one long table."""

from __future__ import annotations

from tests.kg.forms.variants.expecting import ExpectedProject, draw, form

SICHUAN_LONG = form(
    "sichuan-long-table",
    "部门预算项目绩效目标表: projects in one long table, 指标性质/指标值/度量单位/权重/指标方向性, merged projects",
    "表6",
    "部门预算项目绩效目标表（2023年度）",
    "金额单位：万元",
    draw("""
单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 权重 | 指标方向性
@ - - - - level1 level2 name cmp val unit weight - project=1
* 江岭县水利局 | 山坪塘整治 | 186.00 | 整治山坪塘，恢复灌面。 | 产出指标 | 数量指标 | 整治山坪塘口数 | ≥ | 24 | 口 | 20 | 正向指标
* ^ | ^ | ^ | ^ | ^ | 质量指标 | 工程验收合格率 | ＝ | 100 | % | 15 | 正向指标
* ^ | ^ | ^ | ^ | ^ | 时效指标 | 完工时限 | ≤ | 10 | 月 | 10 | 反向指标
* ^ | ^ | ^ | ^ | ^ | 成本指标 | 单口整治成本 | ≤ | 7.75 | 万元 | 10 | 反向指标
* ^ | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 恢复灌溉面积 | ≥ | 3600 | 亩 | 15 | 正向指标
* ^ | ^ | ^ | ^ | ^ | 可持续发展指标 | 管护机制 | 定性 | 优良中低差 |  | 10 | 正向指标
* ^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥ | 90 | % | 10 | 正向指标
@ - - - - level1 level2 name cmp val unit weight - project=2
* ^ | 河长制办公室工作经费 | 32.50 | 保障河湖巡查。 | 产出指标 | 数量指标 | 巡河次数 | ≥ | 480 | 人次 | 30 | 正向指标
* ^ | ^ | ^ | ^ | ^ | 质量指标 | 问题整改率 | ≥ | 95 | % | 20 | 正向指标
* ^ | ^ | ^ | ^ | 效益指标 | 生态效益指标 | 出境断面水质 | 定性 | 达到Ⅲ类 |  | 30 | 正向指标
* ^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 沿岸群众满意度 | ≥ | 85 | % | 10 | 正向指标
"""),  # noqa: E501
    projects=(
        ExpectedProject("山坪塘整治", unit="江岭县水利局", goal="整治山坪塘，恢复灌面。", budget="186.00"),
        ExpectedProject("河长制办公室工作经费", unit="江岭县水利局", goal="保障河湖巡查。", budget="32.50"),
    ),
    department="江岭县水利局",
    year=2023,
)

SICHUAN_REPEATED = form(
    "sichuan-repeated-cells",
    "the same long table from a spreadsheet: nothing merged, every cell repeated; no unit of money is said",
    draw(
        """
单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 权重
@ - - - - level1 level2 name cmp val unit weight project=1
* 禾丰镇人民政府 | 场镇环卫 | 48 | 场镇干净整洁 | 产出指标 | 数量指标 | 清扫保洁面积 | ≥ | 52000 | 平方米 | 30
* 禾丰镇人民政府 | 场镇环卫 | 48 | 场镇干净整洁 | 产出指标 | 质量指标 | 垃圾清运率 | ≥ | 98 | % | 30
* 禾丰镇人民政府 | 场镇环卫 | 48 | 场镇干净整洁 | 满意度指标 | 满意度指标 | 居民满意度 | ≥ | 90 | % | 30
@ - - - - level1 level2 name cmp val unit weight project=2
* 禾丰镇人民政府 | 村级防汛 | 15 | 汛期安全 | 产出指标 | 数量指标 | 储备编织袋 | ＝ | 8000 | 条 | 45
* 禾丰镇人民政府 | 村级防汛 | 15 | 汛期安全 | 效益指标 | 社会效益指标 | 汛期伤亡人数 | ＝ | 0 | 人 | 45
""",
        sheet="表6-1",
    ),
    projects=(
        ExpectedProject("场镇环卫", unit="禾丰镇人民政府", goal="场镇干净整洁", said=None),
        ExpectedProject("村级防汛", unit="禾丰镇人民政府", goal="汛期安全", said=None),
    ),
    department="禾丰镇人民政府",
    format="xlsx",
)

CHONGQING = form(
    "chongqing-weight-first",
    "项目绩效目标表: 指标权重 before 计量单位, 指标性质 and 指标值, so unit, comparator, number; 是否核心指标",
    "2024年项目绩效目标表",
    draw("""
单位信息： | 长岭区文化馆 | < | < | 项目名称： | 坝坝舞展演 | < | <
预算金额（元）： | 260000 | < | < | 主管部门： | 长岭区文化和旅游发展委员会 | < | <
立项依据 | 区委工作要点 | < | < | < | < | < | <
当年绩效目标 | 全年办好群众展演，镇街全覆盖。 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标权重 | 计量单位 | 指标性质 | 指标值 | 是否核心指标
@ level1 level2 name weight unit cmp val -
* 产出指标 | 数量指标 | 展演场次 | 20 | 场 | ≥ | 36 | 是
* 产出指标 | 数量指标 | 参演队伍 | 10 | 支 | ≥ | 110 | 否
* 产出指标 | 质量指标 | 镇街覆盖率 | 20 | % | ＝ | 100 | 是
* 产出指标 | 时效指标 | 展演结束月份 | 10 | 月 | ≤ | 11 | 否
* 效益指标 | 社会效益指标 | 现场观众 | 20 | 万人次 | ≥ | 4.5 | 是
* 满意度指标 | 服务对象满意度指标 | 观众满意度 | 10 | % | ≥ | 92 | 是
"""),
    projects=ExpectedProject(
        "坝坝舞展演", unit="长岭区文化馆", goal="全年办好群众展演，镇街全覆盖。", budget="260000", said="元"
    ),
    department="长岭区文化和旅游发展委员会",
    year=2024,
)

YUNNAN_TREE = form(
    "yunnan-tree",
    "项目支出绩效目标表（本次下达）: rows of the unit and the project stand above their indicators; 指标属性, 指标内容",
    "预算05-2表",
    "项目支出绩效目标表（本次下达）",
    "单位名称：双溪州林业和草原局",
    draw("""
单位名称、项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 指标属性 | 指标内容
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10
双溪州林业和草原局 |  |  |  |  |  |  |  |  |
@ - - level1 level2 name cmp val unit - - project=1
* 古茶树保护经费 | 对百年以上古茶树建档挂牌，落实管护。 | 产出指标 | 数量指标 | 建档株数 | >= | 5200 | 株 | 定量指标 | 完成普查建档的株数
* ^ | ^ | ^ | 质量指标 | 挂牌准确率 | >= | 99 | % | 定量指标 | 抽查核对
* ^ | ^ | 效益指标 | 生态效益 | 古茶树存活率 | >= | 99.5 | % | 定量指标 | 年末复核
* ^ | ^ | ^ | 可持续影响 | 管护责任 | = | 落实到户 |  | 定性指标 | 签订责任书
* ^ | ^ | 满意度指标 | 服务对象满意度 | 茶农满意度 | >= | 90 | % | 定量指标 | 入户问卷
@ - - level1 level2 name cmp val unit - - project=2
* 森林防火专项经费 | 火情早发现早处置。 | 产出指标 | 数量指标 | 购置风力灭火机 | = | 60 | 台 | 定量指标 | 采购合同
* ^ | ^ | 效益指标 | 社会效益 | 森林火灾受害率 | <= | 0.9 | ‰ | 定量指标 | 年度统计
* ^ | ^ | 满意度指标 | 服务对象满意度 | 林区群众满意度 | >= | 88 | % | 定量指标 | 问卷
"""),  # noqa: E501
    projects=(
        ExpectedProject("古茶树保护经费", goal="对百年以上古茶树建档挂牌，落实管护。", said=None),
        ExpectedProject("森林防火专项经费", goal="火情早发现早处置。", said=None),
    ),
    department="双溪州林业和草原局",
    allow={"管护责任.target": ("落实到户", "=落实到户")},
)

GUIZHOU_TWO_HEADERS = form(
    "guizhou-three-cells-below-one",
    "项目支出绩效目标申报表: 绩效目标值 above 运算符号, 目标值 and 计量单位; the unit stands last but one",
    "项目支出绩效目标申报表",
    "（ 2022 年度）",
    draw("""
项目名称 | 易地搬迁社区服务 | < | < | < | < | < | <
主管部门 | 石阡岭县民政局 | < | < | 实施单位 | 县社区服务中心 | < | <
预算金额（万元） | 总额 | < | 95.4 | 其中：财政资金 | 95.4 | 其他资金 | 0
年度绩效目标 | 为搬迁社区居民提供便民服务。 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 绩效目标值 | < | < | 权重（%） | 备注
^ | ^ | ^ | 运算符号 | 目标值 | 计量单位 | ^ | ^
@ level1 level2 name cmp val unit weight -
* 产出指标 | 数量指标 | 服务站点数 | = | 14 | 个 | 20 |
* ^ | ^ | 组织技能培训 | ≥ | 32 | 期 | 20 | 每期不少于2天
* ^ | 质量指标 | 事项按时办结率 | ≥ | 97.5 | % | 10 |
* 效益指标 | 社会效益指标 | 帮助就业人数 | ≥ | 650 | 人 | 20 |
* ^ | 可持续影响指标 | 社区治理水平 | 定性 | 明显提升 |  | 10 |
* 满意度指标 | 服务对象满意度指标 | 搬迁居民满意度 | ≥ | 90 | % | 10 |
"""),
    projects=ExpectedProject(
        "易地搬迁社区服务", unit="县社区服务中心", goal="为搬迁社区居民提供便民服务。", budget="95.4", money="0"
    ),
    department="石阡岭县民政局",
    year=2022,
)

FORMS = (SICHUAN_LONG, SICHUAN_REPEATED, CHONGQING, YUNNAN_TREE, GUIZHOU_TWO_HEADERS)
