import pytest

from kg.records import Form, Severity
from tests.kg.audit.building import found, indicator, of_project, project, reading, rules_found


def rows(*made, **records):
    return reading(Form.PROJECT_TABLE, indicators=made, **records)


def both(name, words, **more):
    return indicator(name, words, words, **more)


@pytest.mark.parametrize(
    ("name", "words", "rule"),
    [
        ("科研成果转化情况（项）", "2场", "name-unit-clash"),
        ("满意度（%）", "30人次", "name-unit-clash"),
        ("设备平均无故障时间", "＞95%", "name-measure-clash"),
        ("资金拨付率", "不少于20次", "name-measure-clash"),
        ("技术交易金额", "20项", "name-measure-clash"),
        ("投资控制率", "≥0", "vacuous-target"),
        ("投资控制率", "≧0", "vacuous-target"),
        ("产品合格率", "0.95%", "fraction-as-share"),
        ("群众满意度（%）", "≥0.9%", "fraction-as-share"),
        ("项目完成率", "1%", "fraction-as-share"),
    ],
)
def test_values_that_do_not_fit_their_name_are_checks(name, words, rule):
    """The unit in the name, the measure word, and a target that cannot be missed."""
    (finding,) = found(rows(both(name, words)), rule)

    assert finding.severity is Severity.CHECK
    assert rules_found(rows(both(name, words))) == {rule}
    assert finding.params["words"] == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("科普活动次数（次）", "举办大型科普宣传活动1场"),
        ("科普活动次数（次）", "科普咨询活动2次，受众1200人"),
        ("社区科普图书室个数(个)", "建设科普图书室1个"),
        ("各科普活动参加人数(人数）", "各科普活动参加人数约3000人次"),
        ("出国（境）人数", "15人次"),
        ("公众知晓度（%）", "通过宣传，知晓度达95%"),
        ("公众知晓度（%）", "显著提升"),
        ("工作效率", "缩短3天"),
        ("备份频率", "每月不少于1次"),
        ("会议经费预算执行率", "本年内完成"),
        ("重大安全事故发生数量", "0次"),
        ("投资增长率", "≥0"),
        ("驻村帮扶（村）", "道路5公里"),
        ("故障率", "小于1%"),
        ("不合格率", "≤0.5%"),
        ("产品不合格率", "0.5%"),
        ("医保覆盖率", "提高1%"),
        ("支付率", "≤1%"),
        ("随机抽查覆盖率", "≥1%"),
        ("无偿献血参与率", "≥1%"),
        ("逾期支付率", "1%"),
        ("群众满意度", "高于上年1%"),
        ("产品合格率", "95%，每低1%扣1分"),
        ("产品合格率", "95%，较上年高1%"),
        ("合格率", "0.95"),
        ("成本控制率", "≤100%"),
        ("开工时间", "不少于330天"),
        ("建站评审报告数量", "2份"),
        ("平台数据完整性", "≥95%"),
        ("青少馆临展面积及参观人数", "1600平米"),
    ],
)
def test_values_that_may_fit_are_silent(name, words):
    """Headings, any counter for 个, and qualitative values are no reason to speak."""
    assert rules_found(rows(both(name, words))) == set()


def test_views_counted_in_persons_are_a_check_on_the_number_itself():
    """浏览量 550 万人: the label of one number says what it measures."""
    (finding,) = found(
        rows(both("线上项目及浏览量", "对接项目5000项，线上总浏览量不少于550万人")), "name-measure-clash"
    )

    assert finding.params["words"] == "550万人"
    assert found(rows(both("浏览", "线上总浏览量不少于550万人次")), "name-measure-clash") == []


def result(name, annual, actual):
    return reading(indicators=[indicator(name, None, annual, actual)])


@pytest.mark.parametrize(
    ("annual", "actual", "parts"),
    [
        ("采访等方式≥10人次", "采访等方式10次", "采访等方式 10人次 → 10次"),
        ("项目5000项，浏览量550万人", "项目9142项，浏览量651.96万人次", "浏览量 550万人 → 651.96万人次"),
    ],
)
def test_a_result_in_another_kind_of_unit_is_a_check(annual, actual, parts):
    """人 becomes 人次, 人次 becomes 次."""
    (finding,) = found(result("宣传", annual, actual), "unit-drift")

    assert finding.params["parts"] == parts


@pytest.mark.parametrize(
    ("annual", "actual"),
    [
        ("不少于12项", "共17个"),
        ("举办20次", "举办40场"),
        ("不少于15位院士", "29名院士"),
        ("访客数55万", "访客数191万人次"),
    ],
)
def test_another_counter_of_the_same_kind_is_silent(annual, actual):
    """项 and 个, 次 and 场 count the same; a unit that was only inferred is no print."""
    assert found(result("活动", annual, actual), "unit-drift") == []


@pytest.mark.parametrize(
    ("period", "annual"),
    [("每个工作站柔性引进1个院士", "不少于36人"), ("举办活动3场", "举办活动5场"), ("建成3个平台", "培训30人")],
)
def test_period_and_annual_values_that_cannot_be_stages_are_a_check(period, annual):
    """Another thing is promised, or the year promises more than the whole period."""
    (finding,) = found(rows(indicator("活动", period, annual)), "period-annual-differ")

    assert (finding.params["period"], finding.params["annual"]) == (period, annual)


@pytest.mark.parametrize(
    ("period", "annual"),
    [
        ("90%以上。", "90%以上"),
        ("举办活动9场", "举办活动3场"),
        ("90%", "95%"),
        ("建成投用", "完成主体工程"),
        ("建成1个平台", "完成50%"),
        ("培训9个班", "培训3场"),
        ("培训9场，会议3场", "培训3场"),
        ("约100场", "120场"),
        ("1小时内", "2小时内"),
    ],
)
def test_stages_of_one_promise_are_silent(period, annual):
    """A full stop, a share of the whole, or words that develop are no difference."""
    assert found(rows(indicator("活动", period, annual)), "period-annual-differ") == []


def test_one_name_below_one_heading_is_reported_and_in_two_projects_not():
    """With one value it is a remark, with two a check; another project or heading makes another indicator."""
    twice = rows(both("培训", "3场"), both("培训", "5场"))
    same = rows(both("培训", "3场"), both("培训", "3场。"))
    apart = rows(
        both("培训", "3场", project=of_project(1)),
        both("培训", "5场", project=of_project(2)),
        both("培训", "优", level2="质量指标", project=of_project(1)),
    )

    assert [one.severity for one in found(twice, "duplicate-indicator")] == [Severity.CHECK]
    assert [one.severity for one in found(same, "duplicate-indicator")] == [Severity.INFO]
    assert found(apart, "duplicate-indicator") == []


def test_projects_of_one_name_are_reported_only_with_one_amount():
    """Two 科学馆 of different money are two projects."""
    made = reading(Form.PROJECT_TABLE, projects=[project("科学馆", "5.00"), project("科学馆", "7.00")])
    equal = reading(Form.PROJECT_TABLE, projects=[project("科学馆", "5.00"), project("科学馆", "5.00")])

    assert rules_found(made) == set()
    assert rules_found(equal) == {"duplicate-project"}


def test_a_share_beside_a_percentage_is_told():
    """0.9 is what a sheet holds of 90%: beside ≥90% it is another value until somebody has looked."""
    assert found(rows(indicator("签到率", "≥90%", "0.9")), "period-annual-differ")
    assert found(rows(indicator("签到率", "≥90%", "≥80%")), "period-annual-differ") == []
