"""Damage: placeholders, doubled digits, values glued to scores, misread comparators, shifted rows."""

from __future__ import annotations

from tests.kg.forms.variants.expecting import ExpectedProject, draw, form

PLACEHOLDERS = form(
    "placeholders",
    "≥**, XX, ×× and a comparator alone stand where figures should; 20XX年 in the title",
    "项目支出绩效目标表",
    "（2023年度）",
    draw("""
项目名称 | 防汛物资储备 | < | < | <
主管部门 | 龙湾嘴县应急管理局 | < | 实施单位 | 龙湾嘴县防汛办
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
@ level1 level2 name target weight
* 产出指标 | 数量指标 | 储备冲锋舟 | !≥**艘 | 20
* ^ | ^ | 储备编织袋 | !XX条 | 10
* ^ | 质量指标 | 物资完好率 | ≥95% | 10
* ^ | 时效指标 | 采购完成时间 | !××月底前 | 10
* ^ | 成本指标 | 采购成本 | !≤__万元 | 10
* 效益指标 | 社会效益指标 | 转移群众人数 | !≥ | 20
* 满意度指标 | 服务对象满意度指标 | 群众满意度 | !≥　　% | 10
"""),
    projects=ExpectedProject("防汛物资储备", unit="龙湾嘴县防汛办"),
    department="龙湾嘴县应急管理局",
    year=2023,
)

DOUBLED_AND_GLUED = form(
    "doubled-and-glued",
    "characters printed twice, values glued to the score of the next column, 2 for ≥",
    "2022年度项目支出绩效自评表",
    draw("""
项目名称 | 血吸虫病查灭螺 | < | < | < | < | <
主管部门 | 洞阳市血防办 | < | < | 实施单位 | 洞阳市血防站 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
@ level1 level2 name target actual weight score
* 产出指标 | 数量指标 | 查螺面积 | !≥≥33660000亩亩 | 3680亩 | 20 | 20
* ^ | ^ | 灭螺面积 | ≥980亩 | !1010亩15 |  | 15
* ^ | 质量指标 | 灭螺合格率 | !95%10 | 96% |  | 10
* ^ | 时效指标 | 查螺完成率 | !298% | 98.5% | 10 | 10
* 效益指标 | 社会效益指标 | 居民感染率 | ≤0.1% | 0.02% | 30 | 30
* 满意度指标 | 服务对象满意度指标 | 居民满意度 | !290% | !9922%% | 10 | 10
"""),
    projects=ExpectedProject("血吸虫病查灭螺", unit="洞阳市血防站"),
    department="洞阳市血防办",
    year=2022,
    allow={"灭螺合格率.weight": (None, "10"), "灭螺面积.weight": (None, "15")},
)

SHIFTED_LEFT = form(
    "shifted-left",
    "rows that lost a cell: everything after it stands one column to the left",
    "2023年度项目支出绩效自评表",
    draw("""
项目名称 | 乡镇文化站提升 | < | < | < | < | <
主管部门 | 石鼓岭县文化旅游局 | < | < | 实施单位 | 石鼓岭县文化馆 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
@ level1 level2 name target actual weight score
* 产出指标 | 数量指标 | 提升文化站 | ≥11个 | 11个 | 15 | 15
@ level1 level2 name target weight score levels=产出指标/数量指标
? ^ | ^ | 配送图书 | 2.3万册 | 10 | 10 |
@ level1 level2 name target actual weight score
* ^ | 质量指标 | 验收合格率 | 100% | 100% | 15 | 15
@ - name target actual weight score levels=产出指标/时效指标
? 时效指标 | 完工时间 | 10月底前 | 10月20日 | 10 | 10 |
@ level1 level2 name target actual weight score
* 效益指标 | 社会效益指标 | 年服务群众 | ≥4.5万人次 | 4.8万人次 | 30 | 30
@ - name target actual weight score levels=满意度指标/服务对象满意度指标
? 满意度指标 | 群众满意度 | ≥90% | 95% | 10 | 10 |
"""),
    projects=ExpectedProject("乡镇文化站提升", unit="石鼓岭县文化馆"),
    department="石鼓岭县文化旅游局",
    year=2023,
)

SHIFTED_RIGHT = form(
    "shifted-right",
    "rows with one cell too many: the value stands under the score, the name under the value",
    "2022年度项目支出绩效目标表",
    draw("""
项目名称 | 渡口渡船改造 | < | < | < | <
主管部门 | 澧浦县交通运输局 | < | 实施单位 | 澧浦县航务站 | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 备注
@ level1 level2 name target weight -
* 产出指标 | 数量指标 | 改造渡船 | ≥14艘 | 30 |
@ level1 level2 - name target weight levels=产出指标/质量指标
? ^ | 质量指标 |  | 检验合格率 | 100% | 20
@ level1 level2 name target weight -
* 效益指标 | 社会效益指标 | 渡运事故 | 0起 | 30 |
@ level1 level2 name - target weight levels=满意度指标/服务对象满意度指标
? 满意度指标 | 服务对象满意度指标 | 乘客满意度 |  | ≥90% | 10
"""),
    projects=ExpectedProject("渡口渡船改造", unit="澧浦县航务站"),
    department="澧浦县交通运输局",
    year=2022,
)

LOST_HEADINGS = form(
    "lost-column-headings",
    "the headings of 分值 and 得分 are lost: figures below them belong to no target",
    "2021年度项目支出绩效自评表",
    draw("""
项目名称 | 渠系清淤 | < | < | < | < | <
主管部门 | 渭源滩县水务局 | < | < | 实施单位 | 渭源滩县灌区中心 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 |  |
@ level1 level2 name target actual - -
* 产出指标 | 数量指标 | 清淤渠道 | ≥62公里 | 63公里 | 30 | 30
* ^ | 质量指标 | 断面合格率 | ≥95% | 96% | 20 | 20
* 效益指标 | 经济效益指标 | 水利用系数 | ≥0.58 | 0.59 | 30 | 30
* 满意度指标 | 服务对象满意度指标 | 灌区农户满意度 | ≥90% | 88% | 10 | 9.78
"""),
    projects=ExpectedProject("渠系清淤", unit="渭源滩县灌区中心"),
    department="渭源滩县水务局",
    year=2021,
    allow={"清淤渠道.weight": ("30",), "断面合格率.weight": ("20",), "水利用系数.weight": ("30",),
           "灌区农户满意度.weight": ("10",), "清淤渠道.score": ("30",), "断面合格率.score": ("20",),
           "水利用系数.score": ("30",), "灌区农户满意度.score": ("9.78",)},
)  # fmt: skip

SCORE_UNDER_ACTUAL = form(
    "empty-actual-column",
    "实际完成值 was left empty although scores are given: empty, not the score beside it",
    "2023年度项目支出绩效自评表",
    draw("""
项目名称 | 疫苗冷链设备 | < | < | < | < | <
主管部门 | 梁山湾县卫生健康局 | < | < | 实施单位 | 梁山湾县疾控中心 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
@ level1 level2 name target actual weight score
* 产出指标 | 数量指标 | 购置冷藏箱 | ≥130个 |  | 40 | 40
* ^ | 质量指标 | 温控合格率 | 100% |  | 20 | 20
* 效益指标 | 社会效益指标 | 疫苗报废率 | ≤0.3% |  | 30 | 30
"""),
    projects=ExpectedProject("疫苗冷链设备", unit="梁山湾县疾控中心"),
    department="梁山湾县卫生健康局",
    year=2023,
)

MORE_PLACEHOLDERS = form(
    "more-placeholders",
    "N, （）, empty brackets, xxx, dots and question marks where a template waits for a figure",
    "项目支出绩效目标表（2024年度）",
    draw("""
项目名称 | 林区道路养护 | < | < | <
主管部门 | 松塔岭县林业局 | < | 实施单位 | 松塔岭县国有林场
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值
@ level1 level2 name target weight
* 产出指标 | 数量指标 | 养护里程 | !≥N公里 | 20
* ^ | ^ | 清理边沟 | !≥（  ）公里 | 10
* ^ | ^ | 补植行道树 | !xxx株 | 10
* ^ | 质量指标 | 路面完好率 | !?95% | 10
* ^ | 时效指标 | 完工时间 | !20XX年X月 | 10
* ^ | 成本指标 | 公里成本 | !≤…万元 | 10
* 效益指标 | 社会效益指标 | 受益林户 | !≥□□户 | 10
* 满意度指标 | 服务对象满意度指标 | 职工满意度 | !≥ % | 10
"""),
    projects=ExpectedProject("林区道路养护", unit="松塔岭县国有林场"),
    department="松塔岭县林业局",
    year=2024,
)

MORE_GLUED = form(
    "more-glued",
    "a lost border glues score to value after many units of measure; the cell of the score is then empty",
    "2023年度项目支出绩效自评表",
    draw("""
项目名称 | 高标准农田管护 | < | < | < | < | <
主管部门 | 稻香坪县农业农村局 | < | < | 实施单位 | 稻香坪县农田中心 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
@ level1 level2 name target actual weight score
* 产出指标 | 数量指标 | 管护农田 | ≥5.2万亩 | !5.3万亩10 |  | 10
* ^ | ^ | 清淤沟渠 | ≥46公里 | !46公里10 |  | 10
* ^ | ^ | 维修泵站 | ≥12座 | !12座8 |  | 8
* ^ | ^ | 发放手册 | ≥3000册 | !3100册5 |  | 5
* ^ | 质量指标 | 设施完好率 | ≥95% | !96.5% 15 |  | 15
* ^ | 时效指标 | 管护完成时间 | 11月底前 | !11月20日10 |  | 10
* 效益指标 | 经济效益指标 | 亩均增产 | ≥40公斤 | !43公斤15 |  | 15
* ^ | 社会效益指标 | 受益农户 | ≥8600户 | !8714户15 |  | 15
* 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | !93%/10 |  | 10
"""),
    projects=ExpectedProject("高标准农田管护", unit="稻香坪县农田中心"),
    department="稻香坪县农业农村局",
    year=2023,
)

FORMS = (
    PLACEHOLDERS, MORE_PLACEHOLDERS, DOUBLED_AND_GLUED, MORE_GLUED, SHIFTED_LEFT, SHIFTED_RIGHT, LOST_HEADINGS,
    SCORE_UNDER_ACTUAL,
)  # fmt: skip
