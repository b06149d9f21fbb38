"""What Word and Excel put into cells: number formats, formulas, hidden rows, tracked changes, equations, symbols."""

from __future__ import annotations

from tests.kg.forms.examined.setting import ExaminedForm

FORMS = (
    ExaminedForm(
        "22-excel-percent-dates",
        "xlsx",
        "level1 level2 name target actual weight score",
        """
2023年度项目支出绩效自评表|<|<|<|<|<|<
!project 智慧停车平台运维
!amount initial_budget 1250000
!amount cumulative_expenditure 1187500
项目名称|<|智慧停车平台运维|<|<|<|<
主管部门|<|云岭市城市管理局|<|<|<|<
年初预算（元）|<|=1250000;#,##0.00;1,250,000.00|全年执行（元）|=1187500;#,##0.00;1,187,500.00|执行率|=0.95;0.00%;95.00%
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
*产出指标|数量指标|接入泊位数|=8600;#,##0;8,600|=8712;#,##0;8,712|=15;0;15|=15;0;15
*^|质量指标|系统可用率|=0.995;0.0%;99.5%|=0.9982;0.00%;99.82%|=15;0;15|=15;0;15
*^|时效指标|平台升级完成日期|=2023-10-31;yyyy"年"m"月"d"日";2023年10月31日|=2023-10-20;yyyy/m/d;2023/10/20|=10;0;10|=10;0;10
*^|成本指标|年运维成本控制率|=1;0%;100%|=0.95;0%;95%|=10;0;10|=10;0;10
*效益指标|社会效益指标|违停投诉下降率|=0.1;0%;10%|=0.083;0.0%;8.3%|=30;0;30|=24.9;0.0;24.9
*满意度指标|服务对象满意度|车主满意度|=0.85;0%;85%|=0.87;0%;87%|=10;0;10|=10;0;10
""",
        department="云岭市城市管理局",
        year=2023,
    ),
    ExaminedForm(
        "23-hidden-rows",
        "xlsx",
        "level1 level2 name target",
        """
!sheet 说明
填报说明：本表由各预算单位填报。|<|<|<
!sheet 绩效目标表
项目支出绩效目标表|<|<|<
2024年度|<|<|<
!project 全民健身赛事
!amount total 500000
项目名称|全民健身赛事|<|<
主管部门|白鹿区体育局|<|<
项目资金（万元）|50|<|<
~备用行|隐藏|<|<
一级指标|二级指标|三级指标|指标值
*产出指标|数量指标|举办区级赛事|≥10场
*^|^|参赛人数|3000人次以上
*^|质量指标|赛事安全事故|0起
*效益指标|社会效益指标|经常参加体育锻炼人数比例|≥42%
*满意度指标|服务对象满意度|参赛者满意度|≥90%
""",
        department="白鹿区体育局",
        year=2024,
    ),
    ExaminedForm(
        "54-excel-formats",
        "xlsx",
        "level1 level2 name target actual weight score",
        """
2023年度项目支出绩效自评表|<|<|<|<|<|<
!project 人才公寓租金补贴
项目名称|<|人才公寓租金补贴|<|<|<|<
主管部门|<|云岭市住房保障中心|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
*产出指标|数量指标|补贴人才数|=1200;"≥"0"人";≥1200人|=1236;0"人";1236人|=10;0;10|=10;0;10
*^|^|公寓套数|=800;"不少于"#,##0"套";不少于800套|=0.30000000000000004;General;0.3|=10;0"分";10|=10;0.0"分";10.0
*^|质量指标|补贴发放准确率|=1;0%;100%|=0.99999;0.00%;100.00%|=10;0;10|=9.99;0.00;9.99
*^|时效指标|审核天数|=15;"≤"0"个工作日";≤15个工作日|=12;General"个工作日";12个工作日|=10;0;10|=10;0;10
*^|成本指标|补贴总额|=12345000;0!.0,"万元";1234.5万元|=11890000;#,##0.00"元";11,890,000.00元|=10;0;10|=10;0;10
*效益指标|社会效益指标|新增就业率|=-0.02;0.0%;-2.0%|=-0.015;0.0%_);-1.5%|=30;0;30|=30;0;30
*满意度指标|服务对象满意度|租户满意度|=0.9;"≥"0%;≥90%|=0.9333;0.0%;93.3%|=10;0;10|=10;0;10
""",
        department="云岭市住房保障中心",
        year=2023,
        note="custom number formats; 0!.0, prints 1234.5 from 12345000 (Excel's trick for 万)",
    ),
    ExaminedForm(
        "55-excel-formula-nocache",
        "xlsx",
        "level1 level2 name target actual weight score",
        """
2023年度项目支出绩效自评表|<|<|<|<|<|<
!project 机关食堂
项目名称|<|机关食堂|<|<|<|<
主管部门|<|白鹿区机关事务服务中心|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
*产出指标|数量指标|就餐人次|≥9万人次|9.6万人次|40|40
*效益指标|经济效益指标|餐均成本|≤15元|14.2元|40|40
*满意度指标|服务对象满意度|就餐人员满意度|≥90%|92%|20|==F6*0.9;General;
总分|<|<|<|<|==SUM(F4:F6);General;|==SUM(G4:G6);General;
""",
        department="白鹿区机关事务服务中心",
        year=2023,
        note="formulas without cached values: blank, a finding wanted",
        look={"numbers": True},
    ),
    ExaminedForm(
        "56-hidden-indicator-row",
        "xlsx",
        "level1 level2 name target",
        """
项目支出绩效目标表|<|<|<
（2024年度）|<|<|<
!project 城市照明
项目名称|城市照明|<|<
主管部门|云岭市城市管理局|<|<
一级指标|二级指标|三级指标|指标值
*产出指标|数量指标|维护路灯盏数|≥2.6万盏
~产出指标|数量指标|更换灯头数（上年）|≥800只
*产出指标|质量指标|亮灯率|≥98%
*效益指标|社会效益指标|夜间出行安全|保障
*满意度指标|服务对象满意度|市民满意度|≥90%
""",
        department="云岭市城市管理局",
        year=2024,
        note="a hidden row: not printed, should not be read without saying so",
    ),
    ExaminedForm(
        "58-docx-word-features",
        "docx",
        "",
        """
!paragraph 项目支出绩效自评表（2023年度）
!project 职业技能培训
项目名称|<|职业技能培训|<|<|<|<
主管部门|<|白鹿区人力资源和社会保障局|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|培训人数|NBH人|13人|10|10
^|^|培训班期数|TRACK期|22期|10|10
^|质量指标|结业率|OMATH|97%|10|10
^|时效指标|补贴拨付时限|SDTCELL|8个工作日|20|20
^|成本指标|人均培训成本|≤800元VANISH|780元|10|10
效益指标|社会效益指标|培训后就业率|SUPER|62%|30|30
满意度指标|服务对象满意度|学员满意度|≥90%|SMART|10|10
!row 产出指标|数量指标|培训人数|10-20人|13人|10|10
!row 产出指标|数量指标|培训班期数|≥20期|22期|10|10
!row 产出指标|质量指标|结业率|≥95%|97%|10|10
!row 产出指标|时效指标|补贴拨付时限|≤10个工作日|8个工作日|20|20
!row 产出指标|成本指标|人均培训成本|≤800元|780元|10|10
!row 效益指标|社会效益指标|培训后就业率|≥60%//≥60%①|62%|30|30
!row 满意度指标|服务对象满意度|学员满意度|≥90%|93%|10|10
""",
        department="白鹿区人力资源和社会保障局",
        year=2023,
        note="no-break hyphen, tracked change, equation, content control, hidden text, note mark, smart tag",
        edits=(
            (
                "<w:r><w:t[^>]*>NBH人</w:t></w:r>",
                "<w:r><w:t>10</w:t></w:r><w:r><w:noBreakHyphen/></w:r><w:r><w:t>20人</w:t></w:r>",
            ),
            (
                "<w:r><w:t[^>]*>TRACK期</w:t></w:r>",
                '<w:r><w:t>≥</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>15</w:delText></w:r></w:del><w:ins w:id="2" w:author="a"><w:r><w:t>20</w:t></w:r></w:ins><w:r><w:t>期</w:t></w:r>',
            ),
            (
                "<w:r><w:t[^>]*>OMATH</w:t></w:r>",
                '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>≥95%</m:t></m:r></m:oMath>',
            ),
            (
                "<w:r><w:t[^>]*>SDTCELL</w:t></w:r>",
                "<w:sdt><w:sdtContent><w:r><w:t>≤10个工作日</w:t></w:r></w:sdtContent></w:sdt>",
            ),
            (
                "<w:r><w:t[^>]*>≤800元VANISH</w:t></w:r>",
                "<w:r><w:t>≤800元</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>（旧值≤900元）</w:t></w:r>",
            ),
            (
                "<w:r><w:t[^>]*>SUPER</w:t></w:r>",
                '<w:r><w:t>≥60%</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>',
            ),
            (
                "<w:r><w:t[^>]*>SMART</w:t></w:r>",
                '<w:smartTag w:uri="x" w:element="chmetcnv"><w:r><w:t>93%</w:t></w:r></w:smartTag>',
            ),
        ),
    ),
    ExaminedForm(
        "59-docx-sdt-row",
        "docx",
        "level1 level2 name target",
        """
!paragraph 项目支出绩效目标表（2024年度）
!project 疫苗冷链建设
!amount total 880000
项目名称|<|疫苗冷链建设|<
主管部门|<|云岭市疾病预防控制局|<
年度资金总额（万元）|<|88|<
一级指标|二级指标|三级指标|指标值
*产出指标|数量指标|购置冷藏车|4辆
*产出指标|质量指标|温度达标率|≥99%
*产出指标|时效指标|到货时限|7月31日前
*效益指标|社会效益指标|疫苗报废率|≤0.1%
*满意度指标|服务对象满意度|接种单位满意度|≥95%
""",
        department="云岭市疾病预防控制局",
        year=2024,
        note="a row and a cell wrapped in content controls, as fill-in templates have them",
        edits=(
            (
                "(<w:tr>(?:(?!</w:tr>).)*温度达标率(?:(?!</w:tr>).)*</w:tr>)",
                r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>",
            ),
            (
                "(<w:tc>(?:(?!</w:tc>).)*7月31日前(?:(?!</w:tc>).)*</w:tc>)",
                r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>",
            ),
        ),
    ),
    ExaminedForm(
        "60-docx-nested-table",
        "docx",
        "level1 level2 name target",
        """
!paragraph 部门预算项目绩效目标公开表
!paragraph 2023年
!project 公益电影放映
!amount total 360000
项目名称|公益电影放映|<|<
主管部门|青石县电影放映管理站|<|<
预算金额|36万元|<|<
一级指标|二级指标|三级指标|指标值
*产出指标|数量指标|放映场次|≥3600场
*^|质量指标|放映完成率|100%
*效益指标|社会效益指标|观影人次|≥15万人次
*满意度指标|服务对象满意度|观众满意度|≥85%
""",
        department="青石县电影放映管理站",
        year=2023,
    ),
    ExaminedForm(
        "87-docx-symbol",
        "docx",
        "",
        """
!paragraph 项目支出绩效自评表（2020年度）
!project 敬老院消防改造
项目名称|<|敬老院消防改造|<|<|<|<
主管部门|<|青石县民政局|<|<|<|<
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|改造敬老院|SYM12所|12所|50|50
效益指标|社会效益指标|火灾事故|0起|0起|40|40
满意度指标|服务对象满意度|老人满意度|TAB90%|95%|10|10
!row 产出指标|数量指标|改造敬老院|≥12所|12所|50|50
!row 效益指标|社会效益指标|火灾事故|0起|0起|40|40
!row 满意度指标|服务对象满意度|老人满意度|≥90%|95%|10|10
""",
        department="青石县民政局",
        year=2020,
        note="w:sym Symbol F0B3 is ≥; reading 12所 without the sign is a lost comparator",
        edits=(
            (
                "<w:r><w:t[^>]*>SYM12所</w:t></w:r>",
                '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r><w:r><w:t>12所</w:t></w:r>',
            ),
            ("<w:r><w:t[^>]*>TAB90%</w:t></w:r>", "<w:r><w:t>≥</w:t></w:r><w:r><w:tab/><w:t>90%</w:t></w:r>"),
        ),
    ),
)
