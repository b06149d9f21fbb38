"""Shaanxi, Gansu, Ningxia, Qinghai, Xinjiang, Tibet: 实施期 beside 年度, bilingual place names, blanks below labels."""

from __future__ import annotations

from tests.kg.forms.variants.expecting import ExpectedProject, Row, draw, form

SHAANXI_PERIOD = form(
    "shaanxi-period-and-annual-columns",
    "专项资金绩效目标表: 实施期指标值 and 年度指标值 as two columns of one row",
    "专项资金绩效目标表",
    "（2023—2025年度）",
    draw("""
专项名称 | 渭北果业节水 | < | < | < | <
市级主管部门 | 原北市水务局 | < | < | 县区主管部门 | 各县区水务局
资金金额（万元） | 实施期金额： | 2,400 | 年度金额： | 800 | <
总体目标 | 实施期总目标（2023年—2025年） | < | < | 年度目标（2023年） | <
^ | 建成果园滴灌九万亩。 | < | < | 建成果园滴灌三万亩。 | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 实施期指标值 | 年度指标值
@ - level1 level2 name period target
* ^ | 产出指标 | 数量指标 | 新增滴灌面积 | ≥9万亩 | ≥3万亩
* ^ | ^ | 质量指标 | 工程质量合格率 | 100% | 100%
* ^ | ^ | 时效指标 | 完工时间 | 2025年12月 | 2023年12月
* ^ | 效益指标 | 经济效益指标 | 亩均节水 | ≥110立方米 | ≥100立方米
* ^ | ^ | 生态效益指标 | 地下水超采量 | 减少2600万立方米 | 减少700万立方米
* ^ | 满意度指标 | 服务对象满意度指标 | 果农满意度 | ≥92% | ≥90%
"""),
    projects=ExpectedProject(
        "渭北果业节水",
        goal=("建成果园滴灌三万亩。", "建成果园滴灌九万亩。", "建成果园滴灌九万亩。建成果园滴灌三万亩。"),
        budget=("800", "2,400"),
    ),
    department="原北市水务局",
    allow={"*.year": ()},
)

GANSU_BLANKS = form(
    "gansu-blank-below",
    "自评表 typed in a spreadsheet: labels once, blank below; 年初设定指标值; 12-step serials; 备注 empty",
    draw(
        """
部门（单位）预算项目支出绩效自评表（2023年度） | < | < | < | < | < | < | < | <
项目名称 | 戈壁农业示范园 | | | | 主管部门 | 沙洲县农业农村局 | |
实施单位 | 沙洲县设施农业服务站 | | | | 联系人 | 马某 | |
预算执行情况（万元） | 全年预算数 | 540 | 执行数 | 538.6 | 执行率 | 99.74% | |
序号 | 一级指标 | 二级指标 | 三级指标 | 年初设定指标值 | 全年完成值 | 分值 | 得分 | 备注
@ number level1 level2 name target actual weight score -
* 1 | 产出指标 | 数量指标 | 新建日光温室 | ≥60座 | 60座 | 15 | 15 |
* 2 | | | 配套滴灌设备 | ≥60套 | 58套 | 10 | 9.67 |
* 3 | | 质量指标 | 温室验收合格率 | 100% | 100% | 15 | 15 |
* 4 | | 时效指标 | 建成投用时间 | 9月底前 | 9月20日 | 10 | 10 |
@ number level1 level2 name target actual weight score -
* 5 | 效益指标 | 经济效益指标 | 温室年产值 | ≥420万元 | 436万元 | 15 | 15 |
* 6 | | 社会效益指标 | 带动务工人数 | ≥180人 | 195人 | 15 | 15 |
@ number level1 level2 name target actual weight score -
* 7 | 满意度指标 | 服务对象满意度指标 | 种植户满意度 | ≥95% | 96% | 10 | 10 |
 | 总分 | | | | | 90 | 89.67 |
""",
        sheet="自评表",
    ),
    projects=ExpectedProject("戈壁农业示范园", unit="沙洲县设施农业服务站", budget="540", money="538.6"),
    department="沙洲县农业农村局",
    year=2023,
    format="xlsx",
)

XINJIANG_FULL_WIDTH = form(
    "xinjiang-full-width",
    "自评表: full-width digits, percent and comparators, spaces in labels, 预期完成值 and 分值权重",
    "项 目 支 出 绩 效 自 评 表",
    "（２０２２年度）",
    draw("""
项 目 名 称 | 牧区流动医疗车 | < | < | < | < | <
主 管 部 门 | 阿拉沟县卫生健康委员会 | < | < | 实 施 单 位 | 阿拉沟县人民医院 | <
一级指标 | 二级指标 | 三级指标 | 预期指标值 | 实际完成指标值 | 权 重 | 得 分
@ level1 level2 name target actual weight score
* 产 出 指 标 | 数 量 指 标 | 巡诊天数 | ≥１６０天 | １６３天 | 20 | 20
* ^ | ^ | 购置医疗车 | ＝２辆 | ２辆 | 15 | 15
* ^ | 质 量 指 标 | 设备完好率 | ≥９８％ | ９８．６％ | 15 | 15
* 效 益 指 标 | 社 会 效 益 指 标 | 诊疗牧民 | ≥５８００人次 | ６１２０人次 | 30 | 30
* 满 意 度 指 标 | 服务对象满意度指标 | 牧民满意度 | ≥９５％ | ９６％ | 10 | 10
"""),
    projects=ExpectedProject("牧区流动医疗车", unit="阿拉沟县人民医院"),
    department="阿拉沟县卫生健康委员会",
    year=2022,
)

NINGXIA_HALVES = form(
    "ningxia-halves-differ",
    "2015 form with two half tables whose indicators differ: 长期 on the left, 年度 on the right, unequal counts",
    "项目支出绩效目标申报表（2020年度）",
    draw("""
项目名称 | 黄河滩区湿地修复 | < | < | < | < | < | <
主管部门及代码 | 银滩市自然资源局（205） | < | < | 实施单位 | 银滩市湿地保护中心 | < | <
项目资金（万元） | 中期资金总额： | 3000 | < | 年度资金总额： | < | 1000 | <
总体目标 | 中期目标（2020年—2022年） | < | < | 年度目标 | < | < | <
^ | 修复滩区湿地，恢复候鸟栖息地。 | < | < | 完成一期补水工程。 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 修复湿地面积 | ≥5200亩 | 数量指标 | 补水渠道长度 | ≥8.4公里
^ | ^ | ^ | 栽植芦苇 | ≥120万株 | ^ | 提水泵站 | 2座
^ | ^ | 质量指标 | 植被盖度 | ≥60% | 质量指标 | 渠道验收合格率 | 100%
^ | 效益指标 | 生态效益指标 | 候鸟种类 | ≥90种 | 生态效益指标 | 湿地补水量 | ≥500万立方米
^ | 满意度指标 | 服务对象满意度指标 | 周边群众满意度 | ≥90% |  |  |
"""),
    rows=(
        Row("修复湿地面积", "产出指标", "数量指标", period="≥5200亩", target=""),
        Row("补水渠道长度", "产出指标", "数量指标", period="", target="≥8.4公里"),
        Row("栽植芦苇", "产出指标", "数量指标", period="≥120万株", target=""),
        Row("提水泵站", "产出指标", "数量指标", period="", target="2座"),
        Row("植被盖度", "产出指标", "质量指标", period="≥60%", target=""),
        Row("渠道验收合格率", "产出指标", "质量指标", period="", target="100%"),
        Row("候鸟种类", "效益指标", "生态效益指标", period="≥90种", target=""),
        Row("湿地补水量", "效益指标", "生态效益指标", period="", target="≥500万立方米"),
        Row("周边群众满意度", "满意度指标", "服务对象满意度指标", period="≥90%", target=""),
    ),
    projects=ExpectedProject(
        "黄河滩区湿地修复",
        unit="银滩市湿地保护中心",
        goal=(
            "完成一期补水工程。",
            "修复滩区湿地，恢复候鸟栖息地。",
            "修复滩区湿地，恢复候鸟栖息地。完成一期补水工程。",
        ),
        budget=("1000", "3000"),
    ),
    department="银滩市自然资源局",
    year=2020,
    allow={"*.missing": ()},
)

FORMS = (SHAANXI_PERIOD, GANSU_BLANKS, XINJIANG_FULL_WIDTH, NINGXIA_HALVES)
