"""Several projects in one file: blocks below each other, one a sheet, blocks in one table, long tables with results."""

from __future__ import annotations

from tests.kg.forms.variants.expecting import ExpectedProject, draw, form

BLOCKS = form(
    "blocks-below-each-other",
    "one table a project, the title above each; the second project is in 元, the first in 万元",
    "2023年度项目支出绩效自评表",
    draw("""
项目名称 | 桥梁定期检测 | < | < | < | <
主管部门 | 沱岭市交通运输局 | < | 实施单位 | 沱岭市公路事务中心 | <
项目资金（万元） | 全年预算数 | 132.5 | 全年执行数 | 130.2 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值
@ level1 level2 name target actual weight project=1
* 产出指标 | 数量指标 | 检测桥梁座数 | ≥88座 | 88座 | 30
* ^ | 质量指标 | 报告一次通过率 | ≥95% | 96% | 30
* 满意度指标 | 服务对象满意度指标 | 驾乘人员满意度 | ≥90% | 91% | 10
"""),
    "2023年度项目支出绩效自评表",
    draw("""
项目名称 | 农村客运补助 | < | < | < | <
主管部门 | 沱岭市交通运输局 | < | 实施单位 | 沱岭市道路运输服务中心 | <
项目资金（元） | 全年预算数 | 760000 | 全年执行数 | 760000 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值
@ level1 level2 name target actual weight project=2
* 产出指标 | 数量指标 | 补助客运班线 | 47条 | 46条 | 40
* ^ | 时效指标 | 补助发放时间 | 6月底前 | 5月30日 | 20
* 效益指标 | 社会效益指标 | 建制村通客车率 | 100% | 100% | 30
"""),
    projects=(
        ExpectedProject("桥梁定期检测", unit="沱岭市公路事务中心", budget="132.5", money="130.2"),
        ExpectedProject("农村客运补助", unit="沱岭市道路运输服务中心", budget="760000", money="760000", said="元"),
    ),
    department="沱岭市交通运输局",
    year=2023,
)

ONE_TABLE = form(
    "blocks-in-one-table",
    "two projects below each other inside one table, header rows repeated",
    "项目支出绩效目标表（2022年度）",
    "单位：万元",
    draw("""
项目名称 | 蚕桑示范园 | < | 预算金额 | 85 | <
实施单位 | 桑梓县蚕桑站 | < | 主管部门 | 桑梓县农业农村局 | <
年度目标 | 新植桑园，推广方格蔟。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | < | 指标值 | 权重
@ level1 level2 name - target weight project=1
* 产出指标 | 数量指标 | 新植桑园 | < | ≥700亩 | 40
* 效益指标 | 经济效益指标 | 蚕农户均增收 | < | ≥4200元 | 40
* 满意度指标 | 服务对象满意度指标 | 蚕农满意度 | < | ≥90% | 10
项目名称 | 水稻病虫统防 | < | 预算金额 | 46.5 | <
实施单位 | 桑梓县植保站 | < | 主管部门 | 桑梓县农业农村局 | <
年度目标 | 统防统治覆盖主产乡镇。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | < | 指标值 | 权重
@ level1 level2 name - target weight project=2
* 产出指标 | 数量指标 | 统防统治面积 | < | ≥6.2万亩 | 40
* ^ | 质量指标 | 病虫危害损失率 | < | ≤5% | 20
* 效益指标 | 生态效益指标 | 农药利用率 | < | ≥41% | 30
"""),
    projects=(
        ExpectedProject("蚕桑示范园", unit="桑梓县蚕桑站", goal="新植桑园，推广方格蔟。", budget="85"),
        ExpectedProject("水稻病虫统防", unit="桑梓县植保站", goal="统防统治覆盖主产乡镇。", budget="46.5"),
    ),
    department="桑梓县农业农村局",
    year=2022,
)

SHEETS = form(
    "one-project-a-sheet",
    "a workbook: the same form on three sheets, title rows inside, the third one empty below its headings",
    draw(
        """
项目支出绩效目标表（2024年度） | < | < | < | <
项目名称 | 智慧井盖 | < | < | <
主管部门 | 花溪渡市住建局 | < | 实施单位 | 花溪渡市市政处
项目资金（万元） | 年度资金总额： | 66.00 | 其中：财政拨款 | 66.00
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
@ level1 level2 name target weight project=1
* 产出指标 | 数量指标 | 安装传感器 | ≥3200只 | 40
* 产出指标 | 质量指标 | 告警准确率 | ≥97% | 20
* 效益指标 | 社会效益指标 | 井盖伤人事故 | 0起 | 30
""",
        sheet="智慧井盖",
    ),
    draw(
        """
项目支出绩效目标表（2024年度） | < | < | < | <
项目名称 | 路灯节能改造 | < | < | <
主管部门 | 花溪渡市住建局 | < | 实施单位 | 花溪渡市路灯所
项目资金（万元） | 年度资金总额： | 215.40 | 其中：财政拨款 | 215.40
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
@ level1 level2 name target weight project=2
* 产出指标 | 数量指标 | 更换灯头 | ≥5400盏 | 40
* 成本指标 | 经济成本指标 | 单盏改造费用 | ≤399元 | 20
* 效益指标 | 生态效益指标 | 年节电量 | ≥92万千瓦时 | 30
""",
        sheet="路灯",
    ),
    draw(
        """
填报说明 | <
1 | 请按项目填报，一表一项目。
2 | 指标值应可衡量。
""",
        sheet="填报说明",
    ),
    projects=(
        ExpectedProject("智慧井盖", unit="花溪渡市市政处", budget="66.00", money="66.00"),
        ExpectedProject("路灯节能改造", unit="花溪渡市路灯所", budget="215.40", money="215.40"),
    ),
    department="花溪渡市住建局",
    year=2024,
    format="xlsx",
)

LONG_SELF_EVALUATION = form(
    "long-table-self-evaluation",
    "自评 in one long table: 全年预算数 and 全年执行数 merged beside the project, targets and results in one row",
    "2022年度部门预算项目绩效自评汇总表",
    "部门名称：平溪口县林业局                单位：万元",
    draw("""
序号 | 项目名称 | 全年预算数 | 全年执行数 | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分
@ - - - - - level1 level2 name target actual score project=1
* 1 | 松材线虫病除治 | 96.00 | 95.10 | 疫木除治清零 | 产出指标 | 数量指标 | 清理疫木 | ≥2600株 | 2711株 | 30
* ^ | ^ | ^ | ^ | ^ | ^ | 时效指标 | 清理完成时间 | 3月底前 | 3月22日 | 20
* ^ | ^ | ^ | ^ | ^ | 效益指标 | 生态效益指标 | 疫点拔除 | ≥1个 | 1个 | 40
@ - - - - - level1 level2 name target actual score project=2
* 2 | 林长制巡护 | 44.20 | 41.80 | 巡护全覆盖 | 产出指标 | 数量指标 | 聘用护林员 | 115人 | 112人 | 38.96
* ^ | ^ | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 巡护上线率 | ≥96% | 97.3% | 40
* ^ | ^ | ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 林农满意度 | ≥90% | 93% | 10
合计 | < | 140.20 | 136.90 |  |  |  |  |  |  |
"""),
    projects=(
        ExpectedProject("松材线虫病除治", goal="疫木除治清零", budget="96.00", money="95.10"),
        ExpectedProject("林长制巡护", goal="巡护全覆盖", budget="44.20", money="41.80"),
    ),
    department="平溪口县林业局",
    year=2022,
)

FORMS = (BLOCKS, ONE_TABLE, SHEETS, LONG_SELF_EVALUATION)
