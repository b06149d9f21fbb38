import pytest

from tests.kg.audit.building import declaration, found, indicator, rules_found, task


def declared(content, name="科普课程研发项目数量", words="≥20项", task_name="科普课程研发工作", **more):
    return declaration(tasks=[task(task_name, content, **more)], indicators=[indicator(name, words, words)])


def test_another_number_for_the_indicator_of_the_tasks_name_is_a_check():
    """25 courses in the task, at least 20 in the indicator."""
    (finding,) = found(declared("发布课程研发需求，招募25个类别课程项目，每个课程要求6课时"), "task-indicator-differ")

    assert finding.arithmetic == "25 ≠ 20"
    assert finding.about == ("task/1", "indicator/1")


@pytest.mark.parametrize(
    "made",
    [
        declared("招募20个类别课程项目"),
        declared("招募约25个类别课程项目"),
        declared("招募25个类别课程项目，评审12个课程项目"),
        declared("每个类别招募25个课程项目"),
        declared("邀请25位嘉宾"),
        declared("招募25个类别课程项目", name="科普讲坛活动场次"),
        declared("招募25个类别课程项目", words="有效提升"),
        declared("招募25个类别课程项目", group="科普课程研发工作"),
        declared("招募25支队伍", task_name="科普工作", name="科普活动项目数量"),
    ],
)
def test_a_task_that_may_speak_of_something_else_is_silent(made):
    """Only one number of one kind, under the task's own name, can be compared."""
    assert found(made, "task-indicator-differ") == []


def sessions(content, outcome):
    return declaration(tasks=[task("换届工作", content, outcome)])


def test_electing_one_session_at_the_congress_of_another_is_a_check():
    """选举第八届委员会, 召开第九届代表大会."""
    made = sessions("听取第八届委员会工作报告；选举产生区科协第八届委员会。", "召开科协第九届代表大会1次。")

    (finding,) = found(made, "session-differs")

    assert (finding.params["elected"], finding.params["convened"]) == ("第八届委员会", "第九届代表大会")


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        ("听取第八届委员会工作报告，选举产生第九届委员会。", "召开第九届代表大会。"),
        ("听取第八届委员会工作报告。", "召开第九届代表大会。"),
        ("选举产生第10届理事会", "召开第十届会员大会"),
        ("举办第八届科普嘉年华", "召开第九届代表大会"),
    ],
)
def test_a_report_of_the_session_before_is_silent(content, outcome):
    """A congress hears the report of the committee before it and elects its own."""
    assert rules_found(sessions(content, outcome)) == set()
