"""Seventeen forms that places published: eleven reports in sentences, a town, names that are 88, aid without digits."""

from __future__ import annotations

from tests.kg.forms.examined.setting import ExaminedForm

FORMS = (
    ExaminedForm(
        "1200-dongli-lake-road-special-bonds-report",
        "html",
        "-",
        """
!paragraph (直达资金)天津市东丽湖新建光辉路（智景东道-星宇道）工程项目2020年度绩效自评报告
!paragraph 来源：天津市东丽区财政局
!project 天津市东丽湖新建光辉路（智景东道-星宇道）工程项目
!paragraph 一、绩效目标分解下达情况
!paragraph 东丽区雨污分流改造工程项目估算投资2082.48万元，区财政通过抗疫特别国债安排资金700万元。
!paragraph 二、绩效目标完成情况分析
!paragraph （一）资金投入情况分析。
!paragraph 已拨付工程款700万元，资金管理规范。
!paragraph （二）总体绩效目标完成情况分析。
!paragraph 1.按质按量建成道路；2.按时完成；3.改善周边出行。总体绩效目标基本完成。
!paragraph （三）绩效指标完成情况分析。
!paragraph 1.产出指标完成情况分析。
!paragraph 数量指标：完成道路建设491米，已完成；
!paragraph 质量指标：确保天桥质量，已完成；
!paragraph 时效指标：按时完成建设，随项目进度把控；
!paragraph 2.效益指标完成情况分析。
!paragraph 社会效益指标：方便周边居民出行，已完成；
!paragraph 可持续影响指标：持续改善周边居民出行，已完成。
!paragraph 3.满意度指标完成情况分析。
!paragraph 服务对象满意度指标：提升周边居民满意度，已完成。
!paragraph 三、偏离绩效目标的原因和下一步改进措施
!paragraph 四、绩效自评结果拟应用和公开情况
!paragraph 按规定申请公开。
!paragraph 五、其他需要说明的问题
!row 产出指标|数量指标|完成道路建设//道路建设//完成道路建设491米|491米//道路建设491米//完成道路建设491米//|已完成
!row 产出指标|质量指标|确保天桥质量//天桥质量|//确保天桥质量//确保|已完成
!row 产出指标|时效指标|按时完成建设|//按时完成建设|随项目进度把控//
!row 效益指标|社会效益指标|方便周边居民出行|//方便周边居民出行|已完成
!row 效益指标|可持续影响指标|持续改善周边居民出行|//持续改善周边居民出行|已完成
!row 满意度指标|服务对象满意度指标|提升周边居民满意度//周边居民满意度|//提升周边居民满意度//提升|已完成
""",
        year=2020,
        title="(直达资金)天津市东丽湖新建光辉路（智景东道-星宇道）工程项目2020年度绩效自评报告",
        note="goals and 已完成 in one sentence, one figure; another project's name in the money's sentence, a "
        "bridge in a road's quality; which of the words is name and which target is open; two sums, neither called "
        "a budget",
        look={"style": "word"},
    ),
    ExaminedForm(
        "1201-sixia-village-road-goal-in-one-line",
        "docx",
        "-",
        """
!paragraph 关于2019年度高其坑通组道路工程绩效评价报告
!paragraph 根据上级要求，我镇对2019年度高其坑通组道路工程开展了绩效评价，现报告如下：
!paragraph 一、项目基本情况
!project 高其坑通组道路工程
!amount total 190000
!paragraph （一）项目概况：高其坑通组道路工程位于珍珠村，项目总投资19万元，统筹整合财政涉农资金据实拨付。
!paragraph （二）绩效目标：道路硬化≥0.565km；项目（工程）验收合格率≥100% ；受益贫困人口满意度≥96%；受益建档立卡贫困人口数≥23人改善村基础设施，促进经济发展。
!paragraph 二、绩效评价情况
!paragraph 从项目资金使用、项目产出、项目效益、满意度四个方面进行评价。
!paragraph 三、评价结论
!paragraph 各项指标均已高质量完成。
!row ||道路硬化|≥0.565km
!row ||项目（工程）验收合格率|≥100%
!row ||受益贫困人口满意度|≥96%
!row ||受益建档立卡贫困人口数|≥23人//≥23人改善村基础设施，促进经济发展//≥23人改善村基础设施
""",
        year=2019,
        title="关于2019年度高其坑通组道路工程绩效评价报告",
        note="four targets in one line, no levels, no table; the last runs on into the goal's words without a "
        "comma; ≥100%; kilometres with three decimals",
    ),
    ExaminedForm(
        "1202-weichang-public-latrines-points-in-headings",
        "docx",
        "-",
        """
!paragraph 农村厕所改造项目绩效评价报告 篇1
!paragraph 一、项目基本情况（自评得分100分）
!paragraph 农业农村局编制请示（围农字〔20xx〕153号）上报围场县人民政府，县政府于20xx年7月19日批复（围政复〔20xx〕51号）。20xx年围场县农村公共厕所建设项目总投资850万元，全部来源于统筹整合资金。用于新建农村公厕50座。
!project 20xx年围场县农村公共厕所建设项目
!amount total 8500000
!amount cumulative_expenditure 8500000
!paragraph 二、预算执行情况（自评得分10分）
!paragraph 20xx年围场县农村公共厕所建设项目使用统筹整合资金850万元，当年财政拨款，全年执行数850万元，执行率100%。
!paragraph 三、绩效目标及指标完成情况（自评得分90分）
!paragraph （一）完成绩效产出指标（自评得分50分）
!paragraph 1.数量指标（自评得分20分）：完成新建农村公共厕所50座。
!paragraph 2.质量指标（自评得分10分）：项目验收合格率为100%。
!paragraph 3.时效指标（自评得分10分）：项目竣工及时率为100%。
!paragraph 4.成本指标（自评得分10分）：项目成本控制率≦100%。
!paragraph （二）、完成绩效效益指标（自评得分40分）
!paragraph 5.社会效益指标（自评得分40分）：有效减少疾病流行，改善了人居环境。
!paragraph 四、资金使用管理情况
!paragraph 项目总投资850万元，专款专用，不存在滞留、截留、挤占和挪用。
!row 产出指标|数量指标|新建农村公共厕所//完成新建农村公共厕所//完成新建农村公共厕所50座//新建农村公共厕所50座|//50座|50座//完成新建农村公共厕所50座//||20
!row 产出指标|质量指标|项目验收合格率//项目验收合格率为100%|//100%//为100%|100%//为100%//||10
!row 产出指标|时效指标|项目竣工及时率//项目竣工及时率为100%|//100%//为100%|100%//为100%//||10
!row 产出指标|成本指标|项目成本控制率//项目成本控制率≦100%|≦100%//|//≦100%||10
!row 效益指标|社会效益指标|有效减少疾病流行，改善了人居环境//有效减少疾病流行|//有效减少疾病流行，改善了人居环境|//有效减少疾病流行，改善了人居环境||40
""",
        title="农村厕所改造项目绩效评价报告",
        note="points in the headings of second levels, on headings of parts too; results without targets but one "
        "with ≦; the first level as 完成绩效产出指标; years masked by 20xx; whether the sentence of the benefit is name or "
        "result is open",
        look={"size": 12},
    ),
    ExaminedForm(
        "1203-tanghu-town-whole-department-selfeval",
        "html",
        "- level1 level2 name target actual score",
        """
!paragraph 单位名称：塘湖镇政府　　　　填报日期：2021.5.18
!amount total 8642000
单位名称|<|塘湖镇人民政府|<|<|<|<
基本支出总额|<|864.2万|<|项目支出总额|<|0
预算执行情况（万元）⏎（20分）|<||预算数（A）|执行数（B）|执行率（B/A）|得分⏎（20分*执行率）
^|<|部门整体支出总额|864.2|<|100%|20
年度目标1：（80分）|<|增强政府工作效率、改善乡镇居住环境|<|<|<|<
年度绩效指标|一级指标|二级指标|三级指标|年初目标值（A）|实际完成值（B）|得分
*^|产出指标|数量指标|办结信访案件|168起|168起|10
*^|^|数量指标|拆除活人墓、豪华墓|32座|32座|20
*^|^|日效性指标|解决群众问题时间|2天以内|2天以内|10
*^|效益指标|社会效益指标|改善人居环境|有效改善|有效改善|10
*^|^|社会效益指标|提升出行效率|有效提升|有效提升|10
*^|满意度指标|群众满意度⏎指标|群众对政府工作满意度|≧90%|95%|20
总分|<|100分|<|<|<|<
偏差大或⏎目标未完成⏎原因分析|<|无|<|<|<|<
改进措施及⏎结果应用方案|<|无|<|<|<|<

!paragraph 备注：
!paragraph 1.预算执行情况口径：预算数为调整后财政资金总额（包括上年结余结转），执行数为实际支出数。
!paragraph 2.定量指标计分：正向指标（即目标值为≥X，得分=权重*B/A），反向指标（即目标值为≤X，得分=权重*A/B），得分不得突破权重总额。
!paragraph 3.定性指标分三档，分别按照100-80%（含80%）、80-50%（含50%）、50-0%合理确定分值。
""",
        department="塘湖镇人民政府",
        note="the town itself is evaluated, no project; 日效性 for 时效性; the town under two names; no year but that of "
        "the date; one sum below both budget and expenditure; 万 behind figures above, none below; the second level "
        "printed again in each row",
        look={"style": "plain"},
    ),
    ExaminedForm(
        "1204-batang-town-infrastructure-names-are-88",
        "pdf",
        "-",
        """
!paragraph 项目绩效目标表
!paragraph （2021年度）
!paragraph 填报单位（盖章）：宁乡市坝塘镇人民政府
!project 镇域内基础设施建设
!amount total 106067522
项目名称|<|镇域内基础设施建设|<|<|<
项目属性|<|新增项目□延续项目√|<|<|<
主管部门|<|坝塘镇|主管部门编码||<
项目单位|<|坝塘镇|项目负责人|张某|联系电目：0000
起止时间|<|2021年度|<|<|<
资金总额及构成|<|资金总额10606.7522万元⏎财政拨款：6923.3552万元（其中：上级财政资金：6923.3552万元；本级财政：0万元）⏎二、自有资金：0万元⏎三、其他：3683.3970万元|<|<|<
项目实施进度计划|<|项目实施内容|<|计划开始时间|计划完成时间
^|<|1总体概念规划|<|2016|2020
^|<|2、核心区规划|<|2021|2021
长期目标|<|建设宜居小镇|<|<|<
年度目标|<|完善基础设施|<|<|<
长期绩效指标|一级指标|二级指标|指标内容|指标值|备注
^|产出指标|数量指标|88|100|
^|^|质量指标|88|100|
^|^|时效指标|88|100|
^|^|成本指标|88|100|
^|效益指标|经济效益指标|88|100|
^|^|社会效益指标|68|100|
^|^|生态效益指标|20|100|
^|^|可持续影响指标|20|100|
^|^|社会公众或服务对象满意度指标|88|100|
年度绩效指标|一级指标|二级指标|指标内容|指标值|备注
^|产出指标|数量指标|88|100|
^|^|质量指标|88|100|
^|^|时效指标|88|100|
^|^|成本指标|88|100|
^|效益指标|经济效益指标|88|100|
^|^|社会效益指标|68|100|
^|^|生态效益指标|20|100|
^|^|可持续影响指标|20|100|
^|^|社会公众或服务对象满意度指标|88|100|

!row 产出指标|数量指标|88|||||100
!row 产出指标|质量指标|88|||||100
!row 产出指标|时效指标|88|||||100
!row 产出指标|成本指标|88|||||100
!row 效益指标|经济效益指标|88|||||100
!row 效益指标|社会效益指标|68|||||100
!row 效益指标|生态效益指标|20|||||100
!row 效益指标|可持续影响指标|20|||||100
!row 效益指标|社会公众或服务对象满意度指标|88|||||100
!row 产出指标|数量指标|88|100
!row 产出指标|质量指标|88|100
!row 产出指标|时效指标|88|100
!row 产出指标|成本指标|88|100
!row 效益指标|经济效益指标|88|100
!row 效益指标|社会效益指标|68|100
!row 效益指标|生态效益指标|20|100
!row 效益指标|可持续影响指标|20|100
!row 效益指标|社会公众或服务对象满意度指标|88|100
""",
        department="宁乡市坝塘镇人民政府",
        year=2021,
        title="宁乡市坝塘镇2021年项目绩效目标表",
        note="bare figures for what is to be indicated: a name of 88 and a value of 100 mean nothing sure, the "
        "reading is undefined and the rows are as printed; the same nine rows for the long term and for the year, "
        "one below the other; four decimals of 万元 within words; to refuse names that are figures, with a finding, "
        "would be as right",
        look={"size": 9},
    ),
    ExaminedForm(
        "1205-guangshui-discipline-office-network-selfeval",
        "pdf",
        "-",
        """
!paragraph 广水市财政预算支出项目绩效目标自评表
!paragraph 填报日期：2020年2月18日　　　　　　　　　　　　　　　　自评总分：69
!project 办公局域网维护费
!amount total 55000
!amount cumulative_expenditure 55000
项目名称|办公局域网维护费|<|<|<|实施单位|<|广水市城投公司|<
主管单位|广水市纪委监委|<|<|<|负责人|<|张某|<
项目属性|1、常年性√　2、延续性□　3、一次性□　4、新增性□|<|<|<|<|<|<|<
项目资金来源|中央⏎（万元）|省、地⏎（万元）|本级⏎（万元）|其他⏎（万元）|合计⏎（万元）|执行数⏎（万元）|<|执行率
^|||5.5||5.5|5.5|<|100%
项目年度目标|1.改造升级机关局域网络，提高信息化办公速度；|<|<|<|<|<|<|<
项目权重|评价内容|分值|自评分|复核分|评价标准及依据|<|<|<
项目决策⏎2分|决策依据|2|2||有工作计划、文件或批示。|<|<|<
项目管理⏎13分|财务制度|3|3||制度健全，资料齐全。|<|<|<
^|组织机构|2|2||有专人负责。|<|<|<
^|运行监管|4|3||有监管记录和监控表。|<|<|<
^|目标申报|4|4||按时、规范申报。|<|<|<
项目绩效⏎85分|项目年度目标1：|<|<|<|<|<|<|<
^|一级指标|二级指标|指标名称⏎（三级指标）|年初指标值|年终完成值|自评分|复核分|评价标准
^|产出指标⏎40分|数量指标⏎15分|采购设备|10台套|10台套|15||按三级指标个数平均
^|^|质量指标⏎12分|改善运行状况|便于信息化应用|便捷、快速运用|||

!row 项目决策||决策依据|||2|2
!row 项目管理||财务制度|||3|3
!row 项目管理||组织机构|||2|2
!row 项目管理||运行监管|||4|3
!row 项目管理||目标申报|||4|4
!row 产出指标40分|数量指标15分|采购设备|10台套|10台套||15
!row 产出指标40分|质量指标12分|改善运行状况|便于信息化应用|便捷、快速运用
""",
        department="广水市纪委监委",
        note="a total of 69 although nearly all points are given; the discipline commission's network by a city "
        "company; 台套 as the unit; management scored above the indicators in other columns; the first page alone, "
        "the last row cut off before its points; no year but that of the date",
        look={"size": 8},
    ),
    ExaminedForm(
        "1206-hubei-college-student-aid-digits-lost",
        "docx",
        "-",
        """
!paragraph 年学生资助项目绩效目标自评表
!paragraph 填报日期：　　　　　　　总分：分
!project 湖北工程学院年学生资助项目
项目名称|<|湖北工程学院年学生资助项目|<|<|<|<
主管部门|<|湖北省教育厅|<|项目实施单位|湖北工程学院|<
项目类别|<|、部门预算项目☑　、省直专项□　、省对下转移支付项目□|<|<|<|<
项目属性|<|、持续性项目□　、新增性项目☑|<|<|<|<
项目类型|<|、常年性项目☑　、延续性项目□　、一次性项目□|<|<|<|<
预算执行情况（万元）⏎（分）|<||预算数（）|执行数（）|执行率（）|得分⏎（分*执行率）
^|<|年度财政资金总额|||||分
|一级指标|二级指标|三级指标|年初目标值（）|实际完成值（）|得分
^|产出指标|数量|国家奖学金人数|||分（因全校人数减少，总指标数减少，比例没有减少）
^|^|^|国家励志奖学金人数|||^
^|^|^|国家助学金人数|||^
^|^|^|应征入伍人数|||^
^|^|成本指标|国家奖学金人均资助|||
^|^|^|国家励志奖学金人均资助|||
^|^|^|国家助学金人均资助|||
^|效益指标（分）|社会效益指标|资金发放率|||分
^|^|^|困难生完成学业率|||
^|^|服务对象满意度指标||||
^|^|过程指标|评审程序是否公正|是|是|

!row 产出指标|数量|国家奖学金人数
!row 产出指标|数量|国家励志奖学金人数
!row 产出指标|数量|国家助学金人数
!row 产出指标|数量|应征入伍人数
!row 产出指标|成本指标|国家奖学金人均资助
!row 产出指标|成本指标|国家励志奖学金人均资助
!row 产出指标|成本指标|国家助学金人均资助
!row 效益指标（分）|社会效益指标|资金发放率
!row 效益指标（分）|社会效益指标|困难生完成学业率
!row 效益指标（分）|过程指标|评审程序是否公正|是|是
""",
        department="湖北省教育厅",
        title="年学生资助项目绩效目标自评表",
        note="a site has published it without a single digit or letter: 年 without its number, （） without A and B, "
        "分 without points, values and money gone; a question with 是 twice; a remark among the points; a "
        "satisfaction without a name; which level 过程指标 is on the page does not tell",
        look={"style": "word"},
    ),
    ExaminedForm(
        "1207-lushan-watershed-report-in-sentences",
        "docx",
        "-",
        """
!paragraph 芦山县西川河小流域水土流失综合治理项目绩效自评报告
!paragraph 一、绩效目标分解下达情况
!project 芦山县西川河小流域水土流失综合治理项目
!paragraph 川财农〔20xx〕167号文下达中央水利发展资金500万元。项目批复总投资525.39万元。
!paragraph 总体目标：治理水土流失面积1429.39hm（坡改梯25.26hm、封育治理958.81hm、保土耕作412.83hm、经果林32.49hm）。
!paragraph 二、绩效目标完成情况分析
!paragraph （一）资金投入情况分析。已支付139.433578万元，专款专用。
!paragraph （二）总体绩效目标完成情况分析。治理任务基本完成。
!paragraph （三）绩效指标完成情况分析。
!paragraph 1.产出指标
!paragraph （1）数量指标。基本完成治理水土流失面积1429.39hm，其中坡改梯25.26hm，封育治理958.81hm，保土耕作412.83hm，经果林32.49hmm。
!paragraph （2）质量指标。项目暂未完工。
!paragraph （3）时效指标。该项目暂未完工。
!paragraph 2.效益指标
!paragraph （1）经济效益。人均产粮增加290kg/人。
!paragraph （2）社会效益。农业人均增加基本农田面积0.05亩；农田增加25.26hm。
!paragraph （3）生态效益。项目区综合治理后年保土量3.51万t；保土率59.79%。
!paragraph 3.满意度指标
!paragraph 群众满意度100%。
!row 产出指标|数量指标|治理水土流失面积//基本完成治理水土流失面积//基本完成治理水土流失面积1429.39hm|//1429.39hm|1429.39hm//1429.39hm，其中坡改梯25.26hm，封育治理958.81hm，保土耕作412.83hm，经果林32.49hmm//
!row 效益指标|经济效益|人均产粮增加//人均产粮//人均产粮增加290kg/人|//290kg/人|290kg/人//增加290kg/人//
!row 效益指标|社会效益|农业人均增加基本农田面积//农业人均增加基本农田面积0.05亩|//0.05亩|0.05亩//
!row 效益指标|社会效益|农田增加//农田//农田增加25.26hm|//25.26hm|25.26hm//增加25.26hm//
!row 效益指标|生态效益|项目区综合治理后年保土量//年保土量//项目区综合治理后年保土量3.51万t|//3.51万t|3.51万t//
!row 效益指标|生态效益|保土率//保土率59.79%|//59.79%|59.79%//
!row 满意度指标||群众满意度//群众满意度100%|//100%|100%//
""",
        title="芦山县西川河小流域水土流失综合治理项目绩效自评报告",
        note="results in sentences, no targets; an area and its four parts in one sentence, one row or five is "
        "open; hm that lost its 2, hmm once; 暂未完工 as quality and time, without a name; three sums, none called a "
        "budget; years masked",
        look={"size": 12},
    ),
    ExaminedForm(
        "1208-qingchuan-justice-transfer-report",
        "html",
        "-",
        """
!paragraph 青川县司法局
!paragraph 关于2021年度政法纪检监察转移支付资金绩效的自评报告
!project 政法纪检监察转移支付资金
!amount total 1500000
!paragraph 一、绩效目标分解下达情况
!paragraph 中央下达中央政法转移支付资金预算150万元。绩效目标：一是宣传法治；二是为困难当事人提供无偿法律服务；三是保障业务工作和装备配备，建设规范的司法所。
!paragraph 二、绩效目标完成情况分析
!paragraph （一）资金投入情况分析。
!paragraph 1.项目资金及时到位。
!paragraph 2.除装备采购未及时执行外，其他按照绩效目标执行。
!paragraph 3.做到了专款专用，无截留、挪用。
!paragraph （二）总体绩效目标完成情况分析。
!paragraph 1.支付律师、志愿者等的办案补贴；
!paragraph 2.支付办理案件的直接费用；
!paragraph 3.为败诉后无力交纳的受援人支付鉴定费；
!paragraph 4.组织律师做好宣传及排查工作；
!paragraph 5.对律师队伍进行监督；
!paragraph 6.保障基层司法所业务费和案件补贴；
!paragraph 7.21个司法所基本完成信息化建设。
!paragraph （三）绩效指标完成情况分析。
!paragraph 1.产出指标完成情况分析。
!paragraph （1）数量指标。
!paragraph 办理法律援助案件94件；调解各类纠纷数量1087件；开展普法宣传活动场次86场；参与信访接待和处理案件数量6件。
!paragraph （2）质量指标。
!paragraph 采购装备出现不合格装备的比例≦0%。
!row 产出指标|数量指标|办理法律援助案件//办理法律援助案件94件|//94件|94件//
!row 产出指标|数量指标|调解各类纠纷数量//调解各类纠纷数量1087件|//1087件|1087件//
!row 产出指标|数量指标|开展普法宣传活动场次//开展普法宣传活动场次86场|//86场|86场//
!row 产出指标|数量指标|参与信访接待和处理案件数量//参与信访接待和处理案件数量6件|//6件|6件//
!row 产出指标|质量指标|采购装备出现不合格装备的比例//采购装备出现不合格装备的比例≦0%|≦0%//|//≦0%
""",
        department="青川县司法局",
        year=2021,
        title="青川县司法局关于2021年度政法纪检监察转移支付资金绩效的自评报告",
        note="four results in one line below a heading of its own; 7.21个 is a mark and a count; ≦0% among results; "
        "the fund by two names, only the title's is the project",
        look={"style": "plain"},
    ),
    ExaminedForm(
        "1209-science-publicity-report-doubled-figures",
        "docx",
        "-",
        """
!paragraph 1
!paragraph 2018年度科普宣传经费项目绩效评价自评报告
!project 科普宣传经费项目
!paragraph 一、项目总体情况
!paragraph 科普宣传经费，主要用于科普活动、科技场馆运转、基层科普设施等。本项目申报金额 7070 万元，预算批复 7070 万元，当年实际到位 106.5106.5 万元，支出 36.9436.94 万元。
!paragraph 二、项目绩效评价结论
!paragraph （一） 项目绩效目标完成情况及项目绩效自评等级
!paragraph 1 1、设置绩效目标数 1313 个、绩效目标完成数 9 9 个，绩效目标完成率69.23%69.23%。
!paragraph 2 2、项目绩效自评等级为良。
!paragraph （二） 项目实施过程中存在的问题和改进建议
!paragraph 1 1、存在问题(1)(1) 宣传面窄。(2)(2) 氛围不浓。
!paragraph 2 2、改进建议(1)(1) 多进社区、学校。(2)(2) 丰富手段。
!paragraph （三）绩效自评指标完成情况具体分析
!paragraph 本项目共设置绩效目标 1313 个，实际完成 9 9 个，具体完成情况如下：
!paragraph (1)(1) 投入-时效目标-绩效目标完成率实际完成情况：实际完成 69.23%,69.23%,未完成目标的原因是预算执行率未完成预计目标。
!paragraph (2)(2) 投入-成本目标-预算执行率实际完成情况： 实际完成 7.14%,7.14%,未完成目标的原因是优先使用上年度结转资金。
!row 投入|时效目标|绩效目标完成率//绩效目标完成率实际完成情况//投入-时效目标-绩效目标完成率||69.23%//69.23%,69.23%//实际完成69.23%//实际完成69.23%,69.23%
!row 投入|成本目标|预算执行率//预算执行率实际完成情况//投入-成本目标-预算执行率||7.14%//7.14%,7.14%//实际完成7.14%//实际完成7.14%,7.14%
""",
        year=2018,
        title="科普宣传经费项目绩效评价自评报告",
        note="read by machine, each number printed twice: 7070 万元 are 70, 1313 are 13, so that no sum is to be "
        "stored as printed; levels and name joined by hyphens before 实际完成情况; no targets; the list goes on where the "
        "page breaks off",
        look={"style": "word"},
    ),
    ExaminedForm(
        "1210-baoshan-library-central-funds-report",
        "html",
        "-",
        """
!paragraph 保山市图书馆2022年度项目支出绩效自评报告（2022年中央支持地方公共文化服务体系建设补助资金
!project 2022年中央支持地方公共文化服务体系建设补助资金
!paragraph 一、自评结论
!paragraph （一）自评得分
!paragraph 100分。
!paragraph （二）绩效目标完成情况
!paragraph 1.产出指标完成情况
!paragraph 数量指标：平均每个农家书屋开展阅读活动数量4次，指标完成率100%，数字资源补充50000册，指标完成率100%。
!paragraph 质量指标：公共数字文化服务参与率逐年提升，指标完成率100%。
!paragraph 2.效益指标完成情况
!paragraph 国民综合阅读率80%，指标完成率100%；基本公共文化服务水平稳步提升，指标完成率100%。
!paragraph 3.满意度指标完成情况
!paragraph 服务读者满意度90%，指标完成率100%。
!paragraph （三）存在的问题和原因分析
!paragraph 经费不足。
!paragraph （四）下一步拟改进措施及有关建议
!paragraph 1.措施：加强对项目申报的指导。
!paragraph 2.建议：无。
!paragraph 二、佐证材料
!paragraph （一）项目基本情况
!paragraph 用专项资金查询、统计和维护馆藏，购置图书装具，建成资源展示平台，在馆内设置数字阅读区。
!row 产出指标|数量指标|平均每个农家书屋开展阅读活动数量//平均每个农家书屋开展阅读活动数量4次|//4次|4次//4次，指标完成率100%//
!row 产出指标|数量指标|数字资源补充//数字资源补充50000册|//50000册|50000册//50000册，指标完成率100%//
!row 产出指标|质量指标|公共数字文化服务参与率//公共数字文化服务参与率逐年提升|//逐年提升|逐年提升//逐年提升，指标完成率100%//
!row 效益指标||国民综合阅读率//国民综合阅读率80%|//80%|80%//80%，指标完成率100%//
!row 效益指标||基本公共文化服务水平//基本公共文化服务水平稳步提升|//稳步提升|稳步提升//稳步提升，指标完成率100%//
!row 满意度指标||服务读者满意度//服务读者满意度90%|//90%|90%//90%，指标完成率100%//
""",
        year=2022,
        title="保山市图书馆2022年度项目支出绩效自评报告（2022年中央支持地方公共文化服务体系建设补助资金",
        note="a rate of completion behind every result, between commas, where the next indicator begins; second "
        "levels only under the first heading; the project in a bracket that is never closed; the same wording would "
        "do for a target",
        look={"style": "word"},
    ),
    ExaminedForm(
        "1211-baoshan-library-open-doors-report",
        "docx",
        "-",
        """
!paragraph 保山市图书馆2022年度项目支出绩效自评报告（2022年公共图书馆文化馆（站）免费开放市级补助经费）
!project 2022年公共图书馆文化馆（站）免费开放市级补助经费
!paragraph 一、自评结论
!paragraph （一）自评得分
!paragraph 100分。
!paragraph （二）绩效目标完成情况
!paragraph 1.产出指标完成情况
!paragraph 数量指标：年度免费开放服务天360天，指标完成率100%；年度免费开放服务25万人次，指标完成率100%。
!paragraph 2.效益指标完成情况
!paragraph 服务市民阅读需求有效提高，指标完成率100%。
!paragraph 3.满意度指标完成情况
!paragraph 读者满意度调查好评率90%，指标完成率99.14%。
!paragraph （三）存在的问题和原因分析
!paragraph 经费不足。
!paragraph （四） 下一步拟改进措施及有关建议
!paragraph 1.措施：重视绩效评价工作。
!paragraph 2.建议：加大免费开放资金的投入。
!row 产出指标|数量指标|年度免费开放服务天//年度免费开放服务天360天|//360天|360天//360天，指标完成率100%//
!row 产出指标|数量指标|年度免费开放服务//年度免费开放服务25万人次|//25万人次|25万人次//25万人次，指标完成率100%//
!row 效益指标||服务市民阅读需求//服务市民阅读需求有效提高|//有效提高|有效提高//有效提高，指标完成率100%//
!row 满意度指标||读者满意度调查好评率//读者满意度调查好评率90%|//90%|90%//90%，指标完成率99.14%//
""",
        year=2022,
        title="保山市图书馆2022年度项目支出绩效自评报告",
        note="服务天 with days, the same words with visitors; a rate of 99.14% for what has 100 points in all: so 90% "
        "may be a target whose result is nowhere; brackets within a bracket name the project",
    ),
    ExaminedForm(
        "1212-daying-railway-line-end-of-selfeval",
        "html",
        "-",
        """
绩效指标（90分）|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析
^|||安全警示标志设置及时率|=|100|%|100|5||
^||成本指标|安全隐患排查成本预算|=|6|万元|6|5||
^|^|^|警示标志设置成本预算|=|5|万元|5|5||
^|^|^|清理垃圾成本预算|=|4|万元|4|5||
^|效益指标|社会效益指标|环境治理亮化美化率|≥|90|%|93|10||
^|^|^|安全隐患排查有效处置率|≥|90|%|91|10||
^|^|可持续影响指标|铁路沿线环境及安全整治管理机制健全性|定性|优良中低差||优|10||
^|满意度指标|服务对象满意度指标|群众满意度|≥|95|%|96|10||
合计|<|<|<|<|<|<|<|100||
评价结论|预算编制质量较高，总体评价良好。|<|<|<|<|<|<|<|<|<
存在问题||<|<|<|<|<|<|<|<|<
改进措施||<|<|<|<|<|<|<|<|<
项目负责人：|<|<|<|<|财务负责人：|<|<|<|<|<

!row ||安全警示标志设置及时率|=100%|100//100%|5
!row |成本指标|安全隐患排查成本预算|=6万元|6//6万元|5
!row |成本指标|警示标志设置成本预算|=5万元|5//5万元|5
!row |成本指标|清理垃圾成本预算|=4万元|4//4万元|5
!row 效益指标|社会效益指标|环境治理亮化美化率|≥90%|93//93%|10
!row 效益指标|社会效益指标|安全隐患排查有效处置率|≥90%|91//91%|10
!row 效益指标|可持续影响指标|铁路沿线环境及安全整治管理机制健全性|优良中低差//定性优良中低差//优良中低差定性|优|10
!row 满意度指标|服务对象满意度指标|群众满意度|≥95%|96//96%|10
""",
        note="a page that begins within a form: no project, no money, the first rows without the levels they stood "
        "under, their 产出指标 lost with them; the scale 优良中低差 as target and one of its grades as result; scores left "
        "empty; the headings are those of the county's template, not of this page",
        look={"style": "plain"},
    ),
    ExaminedForm(
        "1213-qionghai-day-care-homes-report",
        "docx",
        "-",
        """
!paragraph 老年人日间照料中心项目
!paragraph 绩效自评报告
!project 老年人日间照料中心项目
!amount total 1730000
!paragraph 一、项目概况
!paragraph （一）项目基本情况。
!paragraph 指标1：龙江镇博文村老年人日间照料中心项目，1栋3层、占地面积500平方米，建筑面积750平方米，设置床位20张，总投资216.42万元。
!paragraph 指标2：阳江镇上科村老年人日间照料中心项目，占地面积400平方米，建筑面积750平方米，设置床位20张，总投资203.71万元。
!paragraph 指标3：万泉镇加诚村老年人日间照料中心项目，占地面积1600平方米，建筑面积750平方米，设置床位20张，总投资203.09万元。
!paragraph 指标4：万泉镇夏坡村老年人日间照料中心项目，占地面积1600平方米，建筑面积750平方米，设置床位20张，总投资203.82万元。
!paragraph （二）项目绩效目标。
!paragraph 绩效目标：老年人日间照料中心资金完成173万元。
!paragraph （三）项目自评价步骤。
!paragraph 成效指标：老年人日间照料中心群众满意度达90%以上。
!paragraph 二、项目资金管理及组织实施情况
!paragraph （一）资金申报及批复、到位及使用情况。
!paragraph 1.项目资金申报及批复情况。
!paragraph 申报预算资金173万元，已完成批复、完成率100%。
!paragraph 三、项目绩效情况
!paragraph （一）项目完成情况。
!paragraph 1.老年人日间照料中心资金完成61.99万元。群众满意度达90%以上。
!paragraph （二）项目效益情况
!paragraph 1.缓解家庭养老压力，照料村内老年人。
!paragraph 2.满意度达到90% 。
!paragraph 3.控制在总概算范围内。
!paragraph 4.按设计规范要求，确保项目2020年9月底完成
!paragraph 四、评价结论
!paragraph 评价得分及绩效等级为（良）。
!paragraph 五、存在的问题和建议 无
!paragraph 六、其他需说明的事项 无
!paragraph 项目单位（盖章） 2020年7月16日
!row ||老年人日间照料中心资金//老年人日间照料中心资金完成//老年人日间照料中心资金完成173万元|173万元//完成173万元|61.99万元//完成61.99万元//
!row 成效指标||老年人日间照料中心群众满意度//群众满意度|达90%以上//90%以上|达90%以上//90%以上//达到90%//
""",
        title="老年人日间照料中心项目绩效自评报告",
        note="指标1 to 指标4 are what is built, with beds and money, and stand under the description: whether they are "
        "indicators is undefined; the goal is a sum that was to be spent, a third of it reached; the satisfaction "
        "stands under the steps of evaluation; the reported deadline is after the report",
    ),
    ExaminedForm(
        "1214-baoshan-blood-station-aids-report",
        "html",
        "-",
        """
!paragraph 保山市中心血站2019年度项目绩效
!paragraph 自评报告
!paragraph （市级艾滋病防治工作补助资金）
!project 市级艾滋病防治工作补助资金
!amount initial_budget 40000
!paragraph 一、 项目基本情况
!paragraph 为完成防治责任目标，根据保财社201976号文件，市级财政安排保山市中心血站2019年防治艾滋病专项工作经费4万元，落实国家“四免一关怀”政策和“两降一升”总目标。
!paragraph 二、项目绩效自评工作开展情况
!paragraph 建立制度，有计划，有总结。
!paragraph 三、项目绩效实现情况
!paragraph （一）项目资金情况
!paragraph 1.项目资金到位情况。
!paragraph 2019年预算资金拨款4万元，2019年全部补助资金到位。
!paragraph 2.项目资金执行情况。
!paragraph 项目资金用于艾滋检测试剂费4万元，实现艾滋试剂检测1818人次，全年共举办了12场次无偿献血、禁毒防艾等知识讲座。
!paragraph 3.项目资金管理情况。
!paragraph 项目资金专款专用。
!paragraph （二）项目绩效指标完成情况
!paragraph 1.产出指标完成情况。
!paragraph 全年艾滋检测人数占献血员比例100%；自愿无偿献血率100%。
!row 产出指标||全年艾滋检测人数占献血员比例//全年艾滋检测人数占献血员比例100%|//100%|100%//
!row 产出指标||自愿无偿献血率//自愿无偿献血率100%|//100%|100%//
""",
        year=2019,
        title="保山市中心血站2019年度项目绩效自评报告（市级艾滋病防治工作补助资金）",
        note="two rates in one sentence, no second level, no targets; tests and talks counted in the sentence of "
        "the money, which are no indicators; a document's number that lost its brackets, 201976",
        look={"style": "plain"},
    ),
    ExaminedForm(
        "1215-baoshan-office-repairs-rates-of-classes",
        "html",
        "-",
        """
!paragraph 办公楼修缮经费项目绩效自评报告
!project 办公楼修缮经费项目
!amount initial_budget 2670000
!amount cumulative_expenditure 2670000
!paragraph 一、项目基本情况
!paragraph 办公大楼1997年竣工，至今已有近20年，部分装修老化破损，2014年9月检查后建议修缮。
!paragraph 二、项目绩效自评工作开展情况
!paragraph 维修修缮达10处（次）以上，均经过验收合格。
!paragraph 三、项目绩效实现情况
!paragraph （一）项目资金情况
!paragraph 1.项目资金到位情况：该项目年初预算资金为267万元，全部为市级财政资金，2017年度资金全部到位。
!paragraph 2.项目资金执行情况：2017年，财政预算项目资金267万元，支付267万元。
!paragraph 3.项目资金管理情况：严格按照制度要求，进行规范核算管理。
!paragraph （二）项目绩效指标完成情况
!paragraph 1.产出指标完成情况：100%。
!paragraph 2.效益指标完成情况：100%。
!paragraph 3.满意度指标完成情况：96%以上。
!paragraph 四、绩效目标未完成原因和下一步改进措施
!paragraph 无
!paragraph 五、绩效自评结果
!paragraph 自评分为 100分。
!paragraph 六、结果公开情况和应用打算
!paragraph 审核后在政府门户网站上进行公开。
""",
        title="办公楼修缮经费项目绩效自评报告",
        year=2017,
        may_refuse=True,
        note="how much of each class was reached, no indicator has a name: nothing to store but money; a repair of "
        "ten places in prose; years of the building and of its inspection beside the one of the money",
    ),
    ExaminedForm(
        "1216-land-consolidation-evaluation-table-blank",
        "xlsx",
        "-",
        """
!sheet Sheet1
国土综合整治项目绩效评价指标表|<|<|<|<|<|<|<|<|<
项目名称：|<|<|评价单位：|<|<|<|填报日期：|<|<
评价内容|评价类别|评价指标|单位|分值|评分标准|完成量|目标值（年度/终期）|得分|指标类型
项目预算执行情况（20分）|资金投入水平（20分）|资金投入情况|万元|5|资金拨付到位占实施方案确定的资金比例（评价指标得分=资金到位率*该项指标分值）。||/||共性指标
^|^|资金实际支出情况||5|评价指标得分=支出使用资金占到位资金的比例*该项指标分值||||共性指标
^|^|社会资本投资到位率||10|项目实施前，资金一次性到位的，得满分；每滞后一年扣2分，扣完为止。||||共性指标
目标完成情况（50分，附加分5分）|生产空间优化（10分）|新增耕地面积|公顷|2|1.按实施方案确定的实现程度赋分，即“评价指标得分=实际完成量/目标任务的比值*该项指标分值”。⏎2.若实施方案没有该项建设任务的，不扣分。||||共性指标
^|^|耕地质量平均等别|等|2|^||||共性指标
^|^|零星耕地（5亩以下）图斑减少数量|个|1|^||||共性指标
^|^|耕地集中连片增加数量（平原100亩以上、山区50亩以上）|片|2|^||||共性指标
评价内容|评价类别|评价指标|单位|分值|评分标准|完成量|目标值（年度/终期）|得分|指标类型
目标完成情况（50分，附加分5分）|生产空间优化（10分）|永久基本农田增加面积|公顷|2|||||共性指标
^|^|永久基本农田储备区增加面积|公顷|1|||||共性指标

!row 项目预算执行情况（20分）|资金投入水平（20分）|资金投入情况|//万元||5
!row 项目预算执行情况（20分）|资金投入水平（20分）|资金实际支出情况|||5
!row 项目预算执行情况（20分）|资金投入水平（20分）|社会资本投资到位率|||10
!row 目标完成情况（50分，附加分5分）|生产空间优化（10分）|新增耕地面积|//公顷||2
!row 目标完成情况（50分，附加分5分）|生产空间优化（10分）|耕地质量平均等别|//等||2
!row 目标完成情况（50分，附加分5分）|生产空间优化（10分）|零星耕地（5亩以下）图斑减少数量//零星耕地图斑减少数量|//个||1
!row 目标完成情况（50分，附加分5分）|生产空间优化（10分）|耕地集中连片增加数量（平原100亩以上、山区50亩以上）//耕地集中连片增加数量|//片||2
!row 目标完成情况（50分，附加分5分）|生产空间优化（10分）|永久基本农田增加面积|//公顷||2
!row 目标完成情况（50分，附加分5分）|生产空间优化（10分）|永久基本农田储备区增加面积|//公顷||1
""",
        title="国土综合整治项目绩效评价指标表",
        may_refuse=True,
        note="a table to be filled in, values, results and points empty: / as one target; result before target in "
        "the headings, 完成量 and 目标值; 评价内容 and 评价类别 as levels with points; headings again on the second page; acres "
        "within names that are no targets",
    ),
)
