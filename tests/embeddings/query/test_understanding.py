"""Queries: what is asked for, and in which measure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.analysis.measures import measures_of, object_of, pieces_of
from embeddings.index.catalogue import measure_bits
from embeddings.query.understanding import understand
from kg.quantities.reading import read_value

PERSONS = {"person_count", "person_times"}


COUNTED = {"item_count", "event_count", "person_count", "person_times", "view_count"}


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("科普讲座场次", {"event_count"}),
        ("科普受益人次", {"person_times"}),
        ("参加人数", PERSONS),
        ("短视频条数", {"item_count"}),
        ("办了几场讲座", {"event_count"}),
        ("大篷车下乡几趟", {"event_count"}),
        ("因公出境几人", PERSONS),
        ("惠及农户多少户", {"item_count"}),
        ("有多少人次参加", {"person_times"}),
        ("一年定12场够不够", {"event_count"}),
        ("科普讲座数", COUNTED),
        ("论文摘要数", COUNTED),
        ("入库专家数", PERSONS),
        ("一天两场报告", {"event_count"}),
        ("推送一天一更", {"event_count", "item_count"}),
        ("栏目日更", {"event_count", "item_count"}),
        ("每场3小时30分", {"duration"}),
        ("批下来的经费，真正花掉的占几成", {"ratio"}),
        ("一百个人里，懂科学的有几个", {"ratio"}),
        ("来的人里满意的占几成", {"satisfaction", "ratio", "score"}),
        ("学员 satisfaction ≥90%", {"satisfaction"}),
        ("科普讲座 attendance", {"person_times"}),
        ("用户sat ≥95%", {"satisfaction"}),
        ("讲座办咗几多场", {"event_count"}),
        ("展厅有几个平方", {"area"}),
        ("一百个有几个晓得", {"ratio"}),
        ("会员净增数（学会）", COUNTED),
        ("引进院士不低于20人", PERSONS),
        ("花了多少钱", {"money"}),
        ("专利转让卖了多少万", {"money"}),
        ("技术合同成交额", {"money"}),
        ("双师型占几成", {"ratio"}),
        ("好评率", {"satisfaction", "ratio", "score"}),
        ("老百姓满不满意", {"satisfaction", "ratio", "score"}),
        ("农户对技术服务买不买账，百分比", {"satisfaction", "ratio", "score"}),
        ("保洁考评得分", {"satisfaction", "ratio", "score"}),
        ("摊位租金收了多少", {"money"}),
        ("摊位租金收了多少家", {"item_count"}),
        ("论文被引", {"event_count"}),
        ("学员满意度", {"satisfaction"}),
        ("系统挂了多久修好", {"duration"}),
        ("数据多久一次备份", {"event_count"}),
        ("服务器坏了，几个钟头内得弄好", {"duration"}),
        ("报修到场时限", {"deadline", "duration"}),
        ("给老师上培训，一年开几班", {"event_count", "item_count"}),
        ("流动展陈走了8站", {"event_count", "item_count"}),
        ("委托招标1宗", {"event_count", "item_count"}),
        ("展会上签约落了多少个亿", {"money"}),
        ("投了两个亿", {"money"}),
        ("农村公路硬化里程", {"length"}),
        ("床位数", COUNTED),
        ("科普讲座", None),
        ("一年级新生", None),
        ("讲解员请几个", {"item_count", "person_count", "person_times"}),
        ("技术经纪人培育多少个", {"item_count", "person_count", "person_times"}),
        ("能教急救的老师，考过关的有几百个", {"item_count", "person_count", "person_times"}),
        ("一米围墙要几百块", {"money"}),
        ("展板做几百块", {"item_count"}),
        ("普高每生年定额（元）", {"money"}),
        ("合同成交额（亿）", {"money"}),
        ("公务车购价上限（万/台）", {"money"}),
        ("城市低保每月补差 元/人", {"money"}),
        ("讲座（场）", {"event_count"}),
        ("志愿者（名）", PERSONS),
        ("志愿者（万）", None),
        ("学会（协会）", None),
        ("项目资金有无挪用", None),
        ("院士站建几个", {"item_count"}),
        ("志愿者服务队5个", {"item_count"}),
        ("师生满意写到98%", {"satisfaction", "ratio", "score"}),
        ("专家补贴标准", {"money"}),
    ],
)
def test_measures_asked(query, asked):
    """Official endings, counters with 几 or 多少, figures and spoken words say the measure; nothing else does."""
    found = understand(query).asked

    assert (None if found is None else set(found)) == asked


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("科普讲座场次", "科普讲座场次"),
        ("请问给村民开科普讲座，一年定12场够不够", "给村民开科普讲座，定"),
        ("产业链上下游企业", "产业链上下游企业"),
        ("一般公共预算支出", "一般公共预算支出"),
        ("最多跑一次改革", "最多跑一次改革"),
        ("合理化建议采纳数", "合理化建议采纳数"),
        ("多少", "多少"),
        ("鼓励创业的风气，怎么措辞", "鼓励创业的风气"),
        ("引进人才，这栏怎么写才够", "引进人才"),
        ("引进人才，这种话怎么落笔", "引进人才"),
        ("志愿服务 定性表述", "志愿服务"),
    ],
)
def test_the_frame_of_a_question_is_left_out(query, text):
    """Words that only ask go, words that begin like them stay, and something always stays."""
    assert understand(query).text == text


@pytest.mark.parametrize("span", ["10-20场", "10～20场", "10到20场", "１０—２０场", "十到二十场", "十至二十场"])
def test_a_span_is_one_figure(span):
    """Its start is no word of the topic: 十到二十场活动 is asked for as 二十场活动 is."""
    asked = understand(f"{span}活动")

    assert asked.text == "活动"
    assert asked.said in ("20场活动", "二十场活动")


@pytest.mark.parametrize("query", ["的的的了了", "吗？", "呢，吧"])
def test_particles_alone_say_nothing(query):
    """What has no word but particles is asked about nothing, and no indicator is near it."""
    assert understand(query).said == ""


@given(st.text())
def test_any_text_is_understood(text):
    """No query breaks; one with a letter keeps words to search for."""
    understood = understand(text)

    assert bool(understood.text) == bool(understood.said)


@pytest.mark.parametrize(
    ("name", "value", "measures"),
    [
        ("举办讲座", "3场，听众200人次", {"event_count", "person_times"}),
        ("参会人次", "20场", {"event_count"}),
        ("参加人数", "3000人次", PERSONS),
        ("活动次数", "5项", {"event_count", "item_count"}),
        ("群众满意度", "≥90%", {"satisfaction"}),
        ("群众满意度", "优", {"satisfaction"}),
        ("专利数量", "110", {"item_count"}),
        ("科研成果转化情况（项）", "2场", {"event_count", "item_count"}),
        ("提升素质", "有所提升", set()),
        ("基地考核", "对已评的225个基地进行考核", set()),
    ],
)
def test_measures_of_an_indicator(name, value, measures):
    """The printed unit decides; a name's word joins it only where it does not contradict it."""
    assert measures_of(name, read_value(value, name=name)) == measures


def test_person_times_never_compare_with_events():
    """人次 and 场次 are different measures whatever is asked."""
    events, people = measures_of("讲座", read_value("3场")), measures_of("讲座", read_value("30人次"))

    assert not measure_bits(events) & measure_bits(people)
    assert not measure_bits(understand("讲座人数").asked) & measure_bits(events)
    assert not measure_bits(understand("讲座场次").asked) & measure_bits(people)


@pytest.mark.parametrize(
    ("query", "value", "alike"),
    [
        ("科普VR买几台", "宣传媒体超过10种", False),
        ("科普VR买几台", "购置科普设备5套", True),
        ("科普VR台数", "宣传媒体超过10种", False),
        ("社区图书室藏书几千册", "建设科普图书室1个", False),
        ("社区图书室几间", "建设科普图书室1个", True),
        ("院士站挂牌三十来家", "评审报告10份", False),
        ("院士站数量", "10家", True),
        ("供需配成几对", "征集成果3项", True),
        ("建言获批示≥3件", "采纳建议10份", True),
        ("打造科普示范村12条", "科普特色村3个", True),
        ("给领导写的点子几条", "视频、推文12条/篇", True),
        ("公务车几辆", "购置设备3件", True),
        ("公务车几辆", "社区工作站3个", False),
        ("有几样宝贝", "10种", True),
    ],
)
def test_what_is_counted_by_the_piece(query, value, alike):
    """Items are comparable where some thing is counted in both counters; what no table knows may be anything."""
    one, target = understand(query), read_value(value)
    found = measure_bits(measures_of("数量", target), pieces_of(target))

    assert bool(found & measure_bits({"item_count"}, one.pieces)) == alike


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("举办科普讲座场次（场）", "科普讲座"),
        ("科普讲座受众人次", "科普讲座受众"),
        ("满意度", "满意度"),
        ("数量", "数量"),
    ],
)
def test_objects_without_their_measure(text, bare):
    """The object is what is left, and never nothing."""
    assert object_of(text) == bare


@pytest.mark.parametrize(
    "line",
    [
        "指标", "数量指标", "一、数量指标", "（二）质量指标", "1. 产出指标", "3.2 时效指标",
        "产出指标(50分)", "社会效益指标", "生态效益指标：", "可持续影响指标", "三级指标", "绩效目标",
        "年度总体目标", "年度绩效目标", "部门整体支出绩效目标表", "指标名称", "成本", "数量",
        "经济成本指标（10分）",
    ],
)  # fmt: skip
def test_a_heading_of_a_form_is_about_nothing(line):
    """Who pastes a draft pastes its headings, too; they name no object that something could be compared with."""
    assert understand(line).heading


@pytest.mark.parametrize(
    "line",
    [
        "满意度", "服务对象满意度指标", "质量提升", "数量最多的讲座", "项目数量", "经济效益提升", "环境质量",
        "成本控制率", "目标人群覆盖率", "一网通办", "三年行动", "社会组织数量", "管理制度", "绩效评价报告",
        "产出物", "1场讲座", "生态修复面积",
    ],
)  # fmt: skip
def test_words_about_something_are_no_heading(line):
    """A heading's words within others say something."""
    assert not understand(line).heading


def test_a_unit_at_the_end_is_no_word_of_the_object():
    """补贴标准（元/人·月） and 补贴标准 元 ask about 补贴标准, and neither as a person speaks."""
    for query in ("补贴标准（元/人·月）", "补贴标准 元", "补贴标准(元)？"):
        asked = understand(query)
        assert (asked.said, asked.text, asked.spoken, asked.counters) == ("补贴标准", "补贴标准", False, {"元"})
