"""Typeset the shipped sample: five small documents in the three forms, set by us from published names and figures.

``python -m benchmarks.sample`` writes ``kg/sample/``; a test holds the files equal to what this gives. Goals and task
descriptions are our own words; what is carried over are facts: names of indicators, values, amounts, scores.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.typesetting import (
    DeclarationContent,
    IndicatorEntry,
    ProjectEntry,
    TaskEntry,
    UnitEntry,
    Widths,
    declaration_layout,
    declaration_table,
    project_table,
)

FOLDER = Path(__file__).resolve().parents[1] / "kg" / "sample"

_QUANTITY = ("产出指标", "数量指标")
_QUALITY = ("产出指标", "质量指标")
_ECONOMIC = ("效益指标", "经济效益指标")
_SOCIAL = ("效益指标", "社会效益指标")
_LASTING = ("效益指标", "可持续影响指标")
_SATISFIED = ("满意度指标", "服务对象满意度指标")


def _rows(heading: tuple[str, str], *rows: tuple[str, ...]) -> tuple[IndicatorEntry, ...]:
    return tuple(IndicatorEntry(*heading, *row) for row in rows)


CITY = DeclarationContent(
    department="广州市科学技术协会",
    level="市",
    basic="28,028.68",
    project="20,041.84",
    appropriation="49,270.52",
    special="1,200.00",
    goal="2024年目标：服务科技工作者，办好创交会和科普活动，建设广州科学馆，扶持青年人才。",
    tasks=(
        TaskEntry("服务科技工作者", "托举青年人才，评审论文。", "525.00", "青年科技人才得到成长机会。"),
        TaskEntry("", "支持在穗举办国际会议。", "526.00", "城市学术影响力扩大。"),
        TaskEntry("服务创新驱动", "筹办创交会，布置展区，对接项目。", "1,937.00", "一批成果找到落地的企业和资本。"),
        TaskEntry("", "管理院士专家工作站。", "652.00", "企业难题有专家共同解决。"),
        TaskEntry("普及科学知识", "开展面向五类重点人群的科普，更新资源平台。", "1,200.00", "公民科学素质继续提高。"),
        TaskEntry("", "建设广州科学馆。", "800.00", "钢结构和常设展区设计按计划完成。"),
    ),
    indicators=(
        *_rows(
            _QUANTITY,
            ("全年开展科普活动场次", "全年不少于200次"),
            ("支持国际学术会议场次", "19场"),
            ("新建基层科协组织", "30个"),
            ("培养青年科技人才人数", "105人"),
            ("创交会线上线下参展项目数", "10000项"),
            ("举办花城院士科技峰会场次", "3场次"),
            ("参与建站院士专家数量", "每个工作站柔性引进1个院士及若干专家", "不少于36人"),
        ),
        *_rows(_QUALITY, ("科普素质提升工程工作完成率", "100%")),
        *_rows(_ECONOMIC, ("年度促成技术成果转化交易金额", "不少于100亿")),
        *_rows(
            _SOCIAL,
            ("接受科普知识传播受众人次", "3000万人次以上"),
            ("科普游活动参加人数", "20000人"),
            ("在各类媒体发表有关科协工作深度报道数量", "不少于15篇"),
            ("培养高素质技术技能型人才数量", "培养人才12000余人（其中毕业3601人）"),
        ),
        *_rows(_SATISFIED, ("参与科普活动公众满意度", "超过90%"), ("创交会观展观众满意度", "≥95%")),
    ),
)

HUANGPU = DeclarationContent(
    department="广州市黄埔区科学技术协会（广州开发区科学技术协会）（部门）",
    level="区",
    basic="515.85",
    project="332.00",
    appropriation="847.85",
    goal="组织科普志愿服务和讲坛，联系企业科协，为科技工作者办实事。",
    tasks=(
        TaskEntry("黄埔科普讲坛活动", "请12位以上嘉宾登台，办6场以上讲坛。", "38.80", "讲坛成为全市知名的科普品牌。"),
        TaskEntry("科普课程研发工作", "招募25个类别的课程并到中小学试讲。", "60.00", "校园里有更多好课程。"),
        TaskEntry("区全国科普日活动", "办3场以上大型活动，线上线下2万人次以上。", "22.00", "科普日家喻户晓。"),
    ),
    indicators=(
        *_rows(
            _QUANTITY,
            ("科普大篷车服务场次", "≥15场"),
            ("黄埔科普讲坛活动场次", "≥6场"),
            ("开展全国科普日活动场次", "≥3场"),
            ("科普课程研发项目数量", "≥20项"),
            ("科普志愿服务队招募数量", "≥8支队伍"),
            ("组织企业科协交流互动场次", "≥15场"),
        ),
        *_rows(_LASTING, ("区最美科技工作者学习宣传活动", "完成动员、遴选和宣传")),
        *_rows(_SATISFIED, ("公众对科普工作的满意度", "满意人数/调查总人数 $\\geq 90\\%$")),
    ),
)

BAIYUN = DeclarationContent(
    department="广州市白云区科学技术协会(部门)",
    level="区",
    basic="289.07",
    project="23.76",
    appropriation="312.83",
    goal="开好换届会议，办好科普讲座和学会活动。",
    tasks=(
        TaskEntry("换届工作", "筹备并召开代表大会。", "2.50", "大会顺利召开，选出新一届委员会。"),
        TaskEntry("学术交流活动", "组织区属学会交流和培训。", "4.00", "学会之间联系更紧密。"),
    ),
    indicators=(
        *_rows(
            _QUANTITY,
            ("举办科普宣传活动次数（次）", "举办大型科普宣传活动1场"),
            ("组织学会开展科普活动次数（次）", "科普咨询活动2次，受众1200人"),
            ("社区科普图书室个数(个)", "建设科普图书室1个"),
            ("各科普活动参加人数(人数）", "各科普活动参加人数约3000人次"),
        ),
        *_rows(_QUALITY, ("提高公众的科技素质程度（%）", "提高公众的科技素质程度约85%")),
        *_rows(_SATISFIED, ("公众对科普工作满意度(%)", "公众对科普工作满意度达95%")),
    ),
)


def _packed(level2: str, *rows: tuple[str, str]) -> tuple[IndicatorEntry, ...]:
    return tuple(IndicatorEntry("", level2, *row) for row in rows)


PROJECTS = (
    UnitEntry(
        "广州市科学技术协会",
        (
            ProjectEntry(
                "广州科学馆",
                "6375.95",
                "按期建成科学馆，成为市民学习科学的好去处。",
                (
                    *_packed("数量指标", ("项目完成率(%)", "100%"), ("投资控制率", "≥0")),
                    *_packed("社会效益", ("重大安全事故发生数量", "0次")),
                ),
            ),
            ProjectEntry(
                "“科创中国”创新枢纽城市建设经费",
                "150.00",
                "办好科创下午茶，推介成果，促成交易。",
                (
                    *_packed(
                        "数量指标",
                        ("技术经纪人培育数量", "技术经纪人培训2场，每场培训2天，每场参加人员100人"),
                        ("交易中心常态化活动数量", "项目路演对接活动2场，专利拍卖会1场"),
                    ),
                    *_packed("经济效益", ("促进技术成果转化交易金额", "不少于40亿元")),
                    *_packed("服务对象满意度", ("注册用户满意度", "95%及以上")),
                ),
            ),
            ProjectEntry(
                "广州科学馆",
                "10100.00",
                "推进展教工程，管好设计与施工。",
                _packed("数量指标", ("工程进度", "进度≧50%"), ("开工时间", "不少于330天")),
            ),
        ),
    ),
    UnitEntry(
        "广州市科学技术发展中心",
        (
            ProjectEntry(
                "青少馆运行维护费",
                "100.00",
                "全年开放科技馆，设施正常。",
                (
                    *_packed("数量指标", ("科普活动次数", "不少于20次"), ("游客数量", "不低于3万人次")),
                    *_packed("服务对象满意度", ("活动满意度", "不低于90%")),
                ),
            ),
            ProjectEntry(
                "科学素质提升工程",
                "230.00",
                "线下活动与线上传播并举。",
                _packed(
                    "数量指标", ("线下活动开展场次", "不少于250场次"), ("线上平台传播受众人次", "不少于1000万人次")
                ),
            ),
        ),
    ),
    UnitEntry(
        "广州市科学技术协会创新与交流中心",
        (
            ProjectEntry(
                "院士宣传推广服务经费",
                "30.00",
                "讲好院士故事。",
                (
                    *_packed("数量指标", ("科技工作者宣传", "40个")),
                    *_packed("经济效益", ("科研成果转化情况（项）", "2场")),
                ),
            ),
        ),
    ),
)

SELF_EVALUATION = """广州市科学技术协会2022年部门整体支出绩效自评报告

一、基本情况

(一)部门概况

1. 部门机构设置

下属单位包括:广州科技贸易职业学院、广州市科学技术发展中心、广州市科学技术协会创新与交流中心。

(二)收支情况

2022年全口径支出决算数为56,894.87万元。从每月通报看,年度平均执行率为96.79%。

表1: 预算调整及执行情况

序号\t项目\t年初预算数(万元)\t全年预算数(万元)\t决算数(万元)\t预算调整率\t预算控制率
1\t一、基本支出\t19904.36\t20392.39\t20341.08\t2.45%\t99.74%
2\t二、项目支出\t25442.00\t23887.96\t23450.78\t-6.11%\t98.16%
3\t合计\t45346.36\t44280.35\t43791.86\t-2.35%\t98.90%

二、综合评价

(一)自评结论

本年自评得分为95.64分。其中,履职效能得分49.64分;管理效率得分为46分。

表2: 自评得分

一级指标\t二级指标\t三级指标\t分值\t得分
履职效能\t整体效能\t产出指标完成情况\t10\t9.95
\t\t效益指标完成情况\t10\t10
\t\t部门预算资金支出率\t5\t4.84
\t专项效能\t专项资金绩效完成情况\t25\t25
管理效率\t绩效管理\t绩效结果应用\t3\t2
\t采购管理\t合同备案时效性\t1\t0
\t综合管理\t其余各项\t46\t46
\t合计\t\t\t97.79

(二)目标完成情况

各项指标除一个指标外均完成全年目标。

表3: 绩效目标完成情况

一级指标\t二级指标\t三级指标\t年度目标值\t年度实现值\t指标完成率
产出指标\t数量指标\t申请专利数\t国家发明专利30件。\t国家发明专利35件。\t116.67%
\t\t会议数量\t支持国际学术会议18场。\t支持国际学术会议15场。\t83.33%
\t\t科普活动\t科普游参加2万人次,大篷车活动40次。\t科普游参加1.4531万人次,大篷车活动37次。\t156.92%
\t\t参与建站院士专家数量\t参与建站院士不少于40个\t参与建站院士48人。\t100.00%
效益指标\t经济效益\t促进技术成果交易落地金额\t交易落地每年不少于100亿。\t交易落地102.48亿。\t100.00%
\t社会效益\t科普受益人次\t科普知识传播1500万人次以上。\t传播人数超2100万人次。\t100.00%
"""


def documents() -> dict[str, str]:
    """Return the sample's files by name."""
    return {
        "baiyun_declaration.txt": declaration_layout(BAIYUN, Widths(group=5, content=35, outcome=42, page=26)),
        "city_declaration.txt": declaration_layout(CITY, Widths(page=52)),
        "city_projects.txt": project_table("广州市科学技术协会", PROJECTS),
        "city_self_evaluation.txt": SELF_EVALUATION,
        "huangpu_declaration.txt": declaration_table(HUANGPU),
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in documents().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
