"""Damage: lost cells and tabs, labels that reach too far, names that are missing."""

from __future__ import annotations

from tests.kg.forms.examined.setting import ExaminedForm

FORMS = (
    ExaminedForm(
        "37-lost-rowspan-cells",
        "html",
        "-",
        """
!paragraph 项目支出绩效自评表（2023年度）
!project 湿地保护
项目名称|<|湿地保护|<|<|<|<
主管部门|<|白鹿区林业局|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|巡护里程|≥800公里|846公里|20|20
ZZ|数量指标|补植面积|60亩|55亩|20|18.3
ZZ|质量指标|成活率|≥85%|88%|10|10
效益指标|生态效益指标|候鸟种类|≥42种|45种|40|40
满意度指标|服务对象满意度|群众满意度|≥90%|93%|10|10
!row 产出指标|数量指标|巡护里程|≥800公里|846公里|20|20
!row 产出指标|数量指标|补植面积|60亩|55亩|20|18.3
!row 产出指标|质量指标|成活率|≥85%|88%|10|10
!row 效益指标|生态效益指标|候鸟种类|≥42种|45种|40|40
!row 满意度指标|服务对象满意度|群众满意度|≥90%|93%|10|10
""",
        department="白鹿区林业局",
        year=2023,
        note="the cell of level 1 is lost in two rows: they are one cell short",
        edits=(("<td>ZZ</td>", ""),),
        look={"style": "plain"},
    ),
    ExaminedForm(
        "38-label-wrong-rows",
        "xlsx",
        "level1 level2 name target actual weight score",
        """
2023年度项目支出绩效自评表|<|<|<|<|<|<
!project 青少年科技竞赛
项目名称|<|青少年科技竞赛|<|<|<|<
主管部门|<|云岭市科学技术协会|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
*产出指标|数量指标|参赛学生数|≥5000人|5216人|20|20
*^|^|竞赛项目数|6项|6项|10|10
*^|质量指标|作品查重合格率|100%|100%|20|20
*^|社会效益指标|青少年创新意识|增强|增强|20|20
*效益指标|可持续影响指标|科技后备人才库|持续充实|持续充实|20|20
*满意度指标|服务对象满意度|参赛学校满意度|≥95%|98%|10|10
""",
        department="云岭市科学技术协会",
        year=2023,
        note="产出指标 merged one row too far",
        look={"numbers": True},
    ),
    ExaminedForm(
        "74-tsv-missing-tab",
        "tabs",
        "level1 level2 name target actual weight score",
        """
!paragraph 项目支出绩效自评表（2023年度）
!project 基层司法所建设
项目名称|基层司法所建设|<|<|<|<|<
主管部门|青石县司法局|<|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
*产出指标|数量指标|新建司法所|3个|2个|30|20
*^|质量指标|工程合格率|100%|100%|20|20
*效益指标|社会效益指标|调解成功率|≥95%|96%|40|40
*满意度指标|服务对象满意度|群众满意度|≥90%|94%|10|10
""",
        department="青石县司法局",
        year=2023,
        note="a lost cell: 分值 and 得分 stand one column to the left, and no points are a result",
        edits=((r"工程合格率\t100%\t100%", r"工程合格率\t100%"),),
    ),
    ExaminedForm(
        "81-rowspan-too-large",
        "html",
        "",
        """
!paragraph 项目支出绩效自评表（2023年度）
!project 种质资源保护
项目名称|<|种质资源保护|<|<|<|<
主管部门|<|青石县农业农村局|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|保存种质份数|≥1200份|1236份|30|30
^|质量指标|种质存活率|≥95%|96%|20|20
效益指标|社会效益指标|种质利用|促进|促进|40|40
满意度指标|服务对象满意度|育种单位满意度|≥90%|92%|10|10
!row 产出指标|数量指标|保存种质份数|≥1200份|1236份|30|30
!row 产出指标|质量指标|种质存活率|≥95%|96%|20|20
!row 效益指标|社会效益指标|种质利用|促进|促进|40|40
!row 满意度指标|服务对象满意度|育种单位满意度|≥90%|92%|10|10
""",
        department="青石县农业农村局",
        year=2023,
        note="rowspan one too large: the third row is pushed to the right",
        edits=(('<td rowspan="2">产出指标', '<td rowspan="3">产出指标'),),
        look={"style": "plain"},
    ),
    ExaminedForm(
        "82-lost-level2-cell",
        "html",
        "",
        """
!paragraph 项目支出绩效目标表（2023年度）
!project 冬春救助
项目名称|<|冬春救助|<
主管部门|<|白鹿区应急管理局|<
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|救助受灾群众|≥2600人
产出指标|ZZ|发放棉被数量|1500床
产出指标|时效指标|发放时限|春节前
效益指标|社会效益指标|受灾群众安全过冬|保障
满意度指标|服务对象满意度|受助群众满意度|≥95%
!row 产出指标|数量指标|救助受灾群众|≥2600人
!row 产出指标||发放棉被数量|1500床
!row 产出指标|时效指标|发放时限|春节前
!row 效益指标|社会效益指标|受灾群众安全过冬|保障
!row 满意度指标|服务对象满意度|受助群众满意度|≥95%
""",
        department="白鹿区应急管理局",
        year=2023,
        edits=(("<td>ZZ</td>", ""),),
        look={"style": "plain"},
    ),
    ExaminedForm(
        "90-name-missing",
        "html",
        "",
        """
!paragraph 项目支出绩效自评表（2023年度）
!project 机要通信保障
项目名称|<|机要通信保障|<|<|<|<
主管部门|<|青石县机要保密局|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|保障专线条数|12条|12条|40|40
^|质量指标||≥99.9%|99.95%|20|20
效益指标|社会效益指标|通信中断事故|0次|0次|30|30
满意度指标|服务对象满意度||≥95%|98%|10|10
!row 产出指标|数量指标|保障专线条数|12条|12条|40|40
!row 效益指标|社会效益指标|通信中断事故|0次|0次|30|30
""",
        department="青石县机要保密局",
        year=2023,
        note="two rows without a name: a finding each, or rows with an empty name / level-2 name and a finding",
        quoted=(
            "≥99.9%",
            "≥95%",
        ),
        look={"style": "plain"},
    ),
)
