"""Comparison: like with like, every promise once, nothing divided that cannot be."""

from __future__ import annotations

import hashlib
import statistics
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.channels.encoder import load_encoder
from embeddings.comparison.figures import Figure, chosen, family_of, figures_of
from embeddings.comparison.peers import Peer, grouped, median, plain
from embeddings.comparison.side_by_side import compare
from embeddings.index.building import build_index
from embeddings.query.filters import Filters
from embeddings.retrieval.search import Index
from kg.errors import EmptyQueryError, OptionError, UnknownNameError
from kg.quantities.reading import read_value
from kg.records import (
    Amount,
    Basis,
    Category,
    Department,
    Document,
    FiscalYear,
    Form,
    Indicator,
    Level,
    Project,
    ProjectReference,
    Reading,
    Source,
    Span,
    Target,
)

CITY, EAST, WEST = "甲市科学技术协会", "甲市东区科学技术协会", "甲市西区科学技术协会"
_CATEGORY = Category("产出指标", "数量指标", ("产出指标", "数量指标"), "output/quantity", "2021")


def page(name, department, rows, *, year=2024, budgets=None):
    """Make a document by hand; a row is (name, target[, project[, actual]]), budgets are 元 by project."""
    digest = hashlib.sha256(name.encode()).hexdigest()

    def source(line, text):
        return Source(name, digest[:16], None, line, None, None, None, text, (Span(0, len(text), None, line, text),))

    def value(line, text, of):
        read = read_value(text, name=of)
        return Target(text, read.kind, read.components, read.residue, read.deadline, source(line, text))

    budgets = budgets or {}
    projects = tuple(
        Project(
            place,
            project,
            None,
            "",
            ()
            if yuan is None
            else (Amount("total", Decimal(yuan), str(yuan), "元", None, "合计", source(1, str(yuan))),),
            source(1, project),
        )
        for place, (project, yuan) in enumerate(budgets.items(), 1)
    )
    ordinals = {project.name: project.ordinal for project in projects}
    indicators = []
    for line, row in enumerate(rows, 1):
        of, target, project, actual = (*row, None, None)[:4]
        indicators.append(
            Indicator(
                ordinal=line,
                printed_number=None,
                name=of,
                level1="产出指标",
                level2="数量指标",
                category=_CATEGORY,
                project=ProjectReference(ordinals[project], project) if project else None,
                period_target=None,
                annual_target=value(line, target, of),
                actual=value(line, actual, of) if actual else None,
                completion_rate=None,
                weight=None,
                scored=None,
                source=source(line, of),
            )
        )
    fiscal_year = None if year is None else FiscalYear(year, Basis.GIVEN, "", None)
    title = source(1, "绩效目标")
    document = Document(
        name, (name,), digest[:16], digest, digest, Form.DECLARATION, "", department, None, "", fiscal_year, title
    )
    return Reading(
        document,
        (Department(department, (), Level.DISTRICT, None, title),),
        projects=projects,
        indicators=tuple(indicators),
    )


@pytest.fixture
def asking(tmp_path):
    """Build an index of some pages; returns a function that compares and gives JSON."""
    encoder = load_encoder()

    def build(*pages):
        folder = tmp_path / f"build{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        build_index(folder, list(pages), encoder, "http://h/")
        index = Index(folder, encoder, build="b")
        return lambda query, **options: compare(index, query, **options).to_json()

    return build


def slug(name, ordinal):
    return f"{hashlib.sha256(name.encode()).hexdigest()[:16]}-{ordinal}"


def keys(answer):
    return {remark["key"]: remark["count"] for remark in answer["remarks"]}


def rows_of(answer):
    return [row for group in answer["groups"] for row in group["rows"]]


LECTURES = "科普讲座场次"


def test_departments_stand_side_by_side_with_honest_counts(asking):
    """Value, unit, words and place of each; minimum, median and maximum; how many departments and documents."""
    answer = asking(
        page("a", CITY, [(LECTURES, "不少于1200场")]),
        page("b", EAST, [(LECTURES, "≥15场"), (LECTURES, "20场")], year=None),
        page("c", WEST, [(LECTURES, "0.1万场")]),
    )(LECTURES)
    (group,) = answer["groups"]

    assert answer["answer"] == "found"
    assert (group["measure"], group["dimension"], group["measure_unit"]) == ("event_count", "event_count", "场")
    assert [group[name] for name in ("n", "n_indicators", "n_departments", "n_documents")] == [4, 4, 3, 3]
    assert [group[name] for name in ("minimum", "median", "maximum")] == ["15", "510", "1200"]
    assert {(row["department"], row["comparator"], row["value"], row["raw"]) for row in group["rows"]} == {
        (CITY, "ge", "1200", "不少于1200场"),
        (EAST, "ge", "15", "≥15场"),
        (EAST, "eq", "20", "20场"),
        (WEST, "eq", "1000", "0.1万场"),
    }
    assert all(row["source"]["text"] == row["raw"] and row["source"]["line"] for row in group["rows"])
    departments = [row["department"] for row in group["rows"]]
    assert len(list(dict.fromkeys(departments))) == 3
    assert departments == sorted(departments, key=departments.index)
    assert keys(answer) == {"undated": 2}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("300人", "300人次"),
        ("95%", "95个"),
        ("每月2次", "2次"),
        ("≤5小时", "≥5小时"),
        ("提高5个百分点", "5%"),
        ("10家", "10篇"),
        ("每个工作站3人", "3人"),
        ("30户", "30人"),
        ("5个工作日", "5天"),
        ("300元", "300平方米"),
    ],
    ids=str,
)
def test_unlike_figures_never_share_a_median(one, other):
    """Persons and person-times, shares and counts, levels and limits, years and months stay apart."""
    first, second = (figures_of(read_value(text).components, None, opinion=False)[0] for text in (one, other))

    assert first.alike != second.alike


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("3场", "3次", 1),
        ("全年12次", "12场", 1),
        ("20名", "20人", 1),
        ("1小时", "60分钟", 1),
        ("2公顷", "1平方米", 20000),
        ("5万元", "50000元", 1),
        ("约100人", "近100人", 1),
        ("5‰", "0.5%", 1),
    ],
    ids=str,
)
def test_spellings_of_one_measure_are_compared_in_one_unit(one, other, ratio):
    """Counters of one family and units with an exact factor stand in one group, in one unit."""
    first, second = (figures_of(read_value(text).components, None, opinion=False)[0] for text in (one, other))

    assert first.alike == second.alike
    assert first.value == ratio * second.value


@pytest.mark.parametrize(
    ("raw", "name", "change"),
    [
        ("增长10%", "具备科学素质的比例", True),
        ("下降不低于5%", "投诉率", True),
        ("增幅≥3%", "参与人数", True),
        ("≥10%", "参与人数增长率", True),
        ("增长：10%", "参与人数", True),
        ("年均递增10%", "参与人数", True),
        ("≥6%", "农民人均可支配收入增长", True),
        ("≥5%", "能耗下降", True),
        ("提升到95%", "满意度", False),
        ("服务水平有效提升≥90%", "群众感受", False),
        ("≥90%", "学员技能提升率", False),
        ("100%", "增长率目标完成率", False),
        ("提高满意度95%", "满意度", False),
        ("增长10场", "活动场次", False),
        ("≥95%", "满意度", False),
    ],
)
def test_a_change_is_no_level(raw, name, change):
    """增长10% without 同比 is still by how much a share changes, and 提升到95% is a level."""
    (figure,) = figures_of(read_value(raw).components, None, opinion=False, raw=raw, name=name)

    assert figure.alike.change is change


def test_a_number_that_counts_nothing_known_is_no_figure():
    """Without unit and dimension nothing is compared; a share without its sign that may be a fraction stays apart."""
    (bare,) = read_value("100").components
    (small,) = read_value("0.95", name="出席率").components
    (large,) = read_value("95", name="出席率").components

    assert family_of(bare) is None
    assert (family_of(small)[0], family_of(large)[0]) == ("", "%")


def test_only_comparable_hits_enter_and_related_ones_are_counted(asking):
    """Another measure of the same object is not in the table; how many there are is said."""
    answer = asking(page("a", CITY, [(LECTURES, "12场"), ("科普讲座参加人次", "900人次"), ("科普讲座满意度", "95%")]))(
        LECTURES
    )

    assert [row["name"] for row in rows_of(answer)] == [LECTURES]
    assert answer["related"] == 2


def test_nothing_comparable_is_an_answer(asking):
    """Words of another trade give none, no groups, and the remark that says so."""
    ask = asking(page("a", CITY, [(LECTURES, "12场")]))

    for query in ("水库除险加固座数", "？？！"):
        answer = ask(query)
        assert (answer["answer"], answer["groups"]) == ("none", [])
        assert "none-comparable" in keys(answer)


def test_a_promise_printed_twice_counts_once(asking):
    """Declaration and project table of one year: both are shown, one counts, the other says what it repeats."""
    answer = asking(
        page("declaration", CITY, [(f"{LECTURES}（场）", "不少于12场")]),
        page("projects", CITY, [(LECTURES, "12场", "科普经费")], budgets={"科普经费": 60000}),
        page("next", CITY, [(LECTURES, "12场")], year=2025),
        page("other", EAST, [(LECTURES, "12场")]),
    )(LECTURES)
    (group,) = answer["groups"]
    standing = {row["document"]: row["standing"] for row in group["rows"]}
    repeated = next(row for row in group["rows"] if row["standing"] == "repeats")

    assert sorted(standing.values()) == ["counted", "counted", "counted", "repeats"]
    assert (standing["next"], standing["other"]) == ("counted", "counted")
    assert repeated["repeats"] in {row["indicator"] for row in group["rows"]} - {repeated["indicator"]}
    assert (group["n"], group["n_departments"], group["n_documents"]) == (3, 2, 3)
    assert keys(answer)["repeats"] == 1


def test_projects_of_one_document_do_not_repeat_each_other(asking):
    """Two projects that promise the same are two promises; undated repetitions say that the year is unknown."""
    answer = asking(
        page("a", CITY, [(LECTURES, "12场", "甲"), (LECTURES, "12场", "乙")], budgets={"甲": 1, "乙": 2}),
        page("b", EAST, [(LECTURES, "12场")], year=None),
        page("c", EAST, [(LECTURES, "12场")], year=None),
    )(LECTURES)

    assert sorted(row["standing"] for row in rows_of(answer)) == ["counted", "counted", "counted", "repeats-undated"]


@pytest.mark.parametrize("given_as", ["slug", "iri"])
def test_the_indicator_asked_for_is_shown_and_not_counted(asking, given_as):
    """Its row and repetitions of it are marked, come first, and are no peers, whatever the filters are."""
    ask = asking(
        page("own", CITY, [(LECTURES, "50场")]),
        page("again", CITY, [(LECTURES, "50场", "科普经费")], budgets={"科普经费": 100}),
        page("east", EAST, [(LECTURES, "15场")]),
        page("west", WEST, [("举办科普讲座次数", "20次")]),
    )
    indicator = slug("own", 1) if given_as == "slug" else f"http://h/id/indicator/{slug('own', 1)}"
    answer, filtered = ask(indicator), ask(indicator, filters=Filters(department=EAST))
    (group,) = answer["groups"]

    assert answer["indicator"] == f"http://h/id/indicator/{slug('own', 1)}"
    assert [row["standing"] for row in group["rows"]] == ["own", "repeats-own", "counted", "counted"]
    assert (group["n"], group["minimum"], group["maximum"], group["measure_unit"]) == (2, "15", "20", "场次")
    assert [(row["document"], row["standing"]) for row in rows_of(filtered)] == [("own", "own"), ("east", "counted")]


def test_an_indicator_alone_has_no_peers(asking):
    """Where only the indicator itself is there, the answer is none and no statistics are given."""
    answer = asking(page("own", CITY, [(LECTURES, "50场")]))(slug("own", 1))

    assert answer["answer"] == "none"
    assert [answer["groups"][0][name] for name in ("n", "median")] == [0, None]


def test_an_indicator_without_a_figure_says_so(asking):
    """A target of words has peers but no figure of its own."""
    answer = asking(page("own", CITY, [(LECTURES, "有所增加")]), page("b", EAST, [(LECTURES, "12场")]))(slug("own", 1))

    assert keys(answer)["own-without-figure"] == 1
    assert [row["standing"] for row in rows_of(answer)] == ["counted"]


@pytest.mark.parametrize(
    "query",
    [f"{'0' * 16}-1", f"{slug('a', '9' * 5000)}", "http://h/id/indicator/none", "https://example.org/x"],
    ids=len,
)
def test_an_unknown_indicator_is_asked_wrongly(asking, query):
    """A slug or IRI that no indicator has is an error and no search for its letters."""
    with pytest.raises(UnknownNameError):
        asking(page("a", CITY, [(LECTURES, "12场")]))(query)


def test_asked_wrongly(asking):
    """Empty words and a limit below one are refused."""
    ask = asking(page("a", CITY, [(LECTURES, "12场")]))

    with pytest.raises(EmptyQueryError):
        ask("  ")
    with pytest.raises(OptionError):
        ask(LECTURES, limit=0)


def test_of_several_figures_the_one_that_is_meant_counts(asking):
    """The label that the question names decides."""
    ask = asking(page("a", CITY, [("科普讲座等活动场次", "科普讲座12场，流动科技馆巡展40场，科技夏令营3场")]))

    assert [(row["label"], row["value"], row["several"]) for row in rows_of(ask("科普讲座场次"))] == [
        ("科普讲座", "12", False)
    ]


def test_where_no_label_decides_all_figures_are_shown_and_none_is_counted(asking):
    """A question that names none of a value's figures gets all of them, marked; one cell is no three promises."""
    ask = asking(
        page("a", CITY, [("公益活动场次", "书画展12场，读书会40场，观影3场")]),
        page("b", EAST, [("公益活动场次", "20场")]),
    )
    answer, narrowed = ask("公益活动场次"), ask("公益活动场次", filters=Filters(minimum="30"))
    alone = asking(page("a", CITY, [("公益活动场次", "书画展12场，读书会40场")]))("公益活动场次")
    (group,) = answer["groups"]

    assert [(row["value"], row["several"], row["standing"]) for row in group["rows"]] == [
        ("20", False, "counted"),
        ("12", True, "several"),
        ("40", True, "several"),
        ("3", True, "several"),
    ]
    assert [group[name] for name in ("n", "n_indicators", "minimum", "median", "maximum")] == [1, 1, "20", "20", "20"]
    assert keys(answer)["several"] == 1
    assert [row["standing"] for row in rows_of(narrowed)] == ["several"], "a bound does not tell which was meant"
    assert (alone["answer"], alone["groups"][0]["n"]) == ("found", 0)
    assert "none-comparable" not in keys(alone)


def test_the_figure_that_the_name_is_about_counts(asking):
    """Of several figures that the question does not name, the one whose label holds the indicator's own object."""
    value = "党组集中学习研讨不少于6次，外请专家辅导不少于3次"
    answer = asking(page("a", CITY, [("集中学习研讨次数", value)]))("学术会议场次")

    assert [(row["value"], row["standing"]) for row in rows_of(answer)] in ([], [("6", "counted")])
    components = read_value(value, name="集中学习研讨次数").components
    figures = figures_of(components, None, opinion=False)
    assert [plain(one.value) for one in chosen(figures, "集中学习研讨次数", lambda labels: [0.1] * len(labels))] == [
        "6"
    ]
    assert len(chosen(figures, "学习次数", lambda labels: [0.1] * len(labels))) == 2


def test_figures_of_one_value_in_different_groups_count_in_each(asking):
    """每周1期 and 全年50期 are one promise in two measures: each group has one figure of it."""
    answer = asking(page("a", CITY, [("科普节目期数", "科普节目每周播出1期，全年50期")]))("科普节目期数")

    assert sorted((group["every"] or "", group["n"]) for group in answer["groups"]) == [("", 1), ("week", 1)]


def test_a_value_of_several_figures_hides_no_promise_printed_elsewhere(asking):
    """What is not counted is repeated by nobody: the same figure alone in another document counts."""
    answer = asking(
        page("a", CITY, [("公益活动场次", "书画展12场，读书会40场")]), page("b", CITY, [("公益活动场次", "12场")])
    )("公益活动场次")

    assert sorted((row["value"], row["standing"]) for row in rows_of(answer)) == [
        ("12", "counted"),
        ("12", "several"),
        ("40", "several"),
    ]


@pytest.mark.parametrize(
    ("near", "values", "several"),
    [
        ([0.1, 0.2, 0.0, 0.1], ["16"], False),
        ([0.9, 0.2, 0.0, 0.1], ["12"], False),
        ([0.9, 0.85, 0.0, 0.1], ["12", "3"], True),
    ],
    ids=["total", "one label", "two labels"],
)
def test_a_printed_total_stands_for_what_it_sums(near, values, several):
    """Unless the question names one of the summed figures; labels about as near are not told apart."""
    components = read_value("科普讲座12场，科普展览3场，科普影展1场，合计16场").components
    figures = figures_of(components, None, opinion=False)
    assert [figure.component.role for figure in figures] == ["promise", "promise", "promise", "total"]

    kept = chosen(figures, "科普活动场次", lambda labels: near[: len(labels)])

    assert [plain(figure.value) for figure in kept] == values
    assert [figure.several for figure in kept] == [several] * len(values)


def test_parts_and_context_are_no_figures(asking):
    """其中 … is contained in its whole and is not compared again."""
    answer = asking(page("a", CITY, [(LECTURES, "科普讲座12场，其中进校园5场")]))(LECTURES)

    assert [row["value"] for row in rows_of(answer)] == ["12"]


def test_a_comparable_target_of_words_is_counted_beside_the_table(asking):
    """A comparable indicator whose target has no such figure is said and not shown."""
    answer = asking(page("a", CITY, [(LECTURES, "12场")]), page("b", EAST, [(LECTURES, "有所增加")]))(LECTURES)

    assert len(rows_of(answer)) == 1
    assert keys(answer)["without-figure"] == 1


def test_attainment_is_reached_by_promised_where_certain(asking):
    """12 of 10 is 1.2; a result in words has none; where less is better there is none."""
    answer = asking(
        page("a", CITY, [(LECTURES, "10场", None, "12场"), ("科普讲座次数", "≥10次", None, "已完成")]),
        page("b", EAST, [("科普讲座投诉次数", "5次", None, "4次")]),
    )("科普讲座次数")
    found = {row["name"]: (row["actual"] and row["actual"]["value"], row["attainment"]) for row in rows_of(answer)}

    assert found[LECTURES] == ("12", "1.2")
    assert found["科普讲座次数"] == (None, None)
    assert found.get("科普讲座投诉次数", (None, None))[1] is None


def test_money_is_divided_only_by_the_one_count_of_a_project(asking):
    """A project with one count has money per result; every other row says why it has none."""
    answer = asking(
        page(
            "a",
            CITY,
            [
                (LECTURES, "12场", "讲座经费"),
                ("科普讲座满意度", "95%", "讲座经费"),
                (LECTURES, "20场", "综合经费"),
                ("编印资料数量", "500册", "综合经费"),
                (LECTURES, "每月2场", "月度经费"),
                (LECTURES, "30场", "无预算"),
                (LECTURES, "40场"),
            ],
            budgets={"讲座经费": 100000, "综合经费": 100000, "月度经费": 100000, "无预算": None},
        )
    )(LECTURES)
    found = {row["raw"]: (row["yuan_per_result"], row["no_yuan_per_result"]) for row in rows_of(answer)}

    assert found == {
        "12场": ("8333.33", None),
        "20场": (None, "several-counts"),
        "每月2场": (None, "not-one-result"),
        "30场": (None, "no-budget"),
        "40场": (None, "no-project"),
    }
    assert {key: keys(answer)[key] for key in ("yuan-per-result", "several-counts", "not-one-result")} == {
        "yuan-per-result": 1,
        "several-counts": 1,
        "not-one-result": 1,
    }


def test_a_share_is_never_divided_into_money(asking):
    """A budget by a percentage says nothing."""
    answer = asking(page("a", CITY, [("服务对象满意度", "95%", "甲")], budgets={"甲": 100}))("服务对象满意度")

    assert [(row["yuan_per_result"], row["no_yuan_per_result"]) for row in rows_of(answer)] == [(None, "not-a-count")]


def test_a_list_cut_short_says_so(asking):
    """With a limit only the nearest are looked at, and the answer says that there are more."""
    ask = asking(page("a", CITY, [(LECTURES, f"{count}场") for count in range(1, 8)]))
    cut, whole = ask(LECTURES, limit=3), ask(LECTURES, limit=7)

    assert (len(rows_of(cut)), keys(cut)["cut"]) == (3, 3)
    assert (len(rows_of(whole)), "cut" in keys(whole)) == (7, False)


def test_the_order_of_documents_does_not_matter(asking):
    """The same pages in another order give the same answer."""
    pages = [
        page(name, who, [(LECTURES, f"{ord(name)}场")]) for name, who in zip("abc", (CITY, EAST, WEST), strict=True)
    ]

    assert asking(*pages)(LECTURES) == asking(*reversed(pages))(LECTURES)


@given(st.lists(st.decimals(0, 10**9, places=2), min_size=1, max_size=30))
def test_median_is_the_middle_value(values):
    """Half of the values lie on each side, exactly, whatever their number."""
    values.sort()

    assert median(values) == statistics.median(values)
    assert values[0] <= median(values) <= values[-1]
    assert Decimal(plain(median(values))) == median(values)


_DRAWN = st.lists(
    st.tuples(
        st.sampled_from([CITY, EAST, WEST]),
        st.sampled_from([None, 2024, 2025]),
        st.sampled_from(["甲", "乙", None]),
        st.sampled_from(["p", "q"]),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=12,
)


@given(_DRAWN)
def test_every_row_is_shown_once_and_every_promise_counted(drawn):
    """No row is lost or doubled; each repetition names a counted row of its department, year and value."""
    peers = []
    for rank, (department, year, project, document, value) in enumerate(drawn, 1):
        (component,) = read_value(f"{value}场").components
        (figure,) = figures_of([component], None, opinion=False)
        assert isinstance(figure, Figure)
        hit = {
            "indicator": f"http://h/{rank}",
            "name": LECTURES,
            "department": department,
            "fiscal_year": year,
            "project": project,
            "document_id": document,
            "rank": rank,
        }
        peers.append(Peer(hit, figure))
    (group,) = grouped(peers)
    by_iri = {peer.hit["indicator"]: peer for peer in group.peers}

    assert sorted(by_iri) == sorted(peer.hit["indicator"] for peer in peers)
    assert len(group.peers) == len(peers)
    for peer in group.peers:
        if peer.standing == "counted":
            assert peer.repeats is None
            continue
        first = by_iri[peer.repeats]
        assert first.standing == "counted"
        assert first.figure.value == peer.figure.value
        assert [first.hit[key] for key in ("department", "fiscal_year")] == [
            peer.hit[key] for key in ("department", "fiscal_year")
        ]


@pytest.mark.parametrize(
    ("filters", "values"),
    [
        (Filters(maximum="50"), {"20"}),
        (Filters(minimum="50"), {"60"}),
        (Filters(measure_unit="次", maximum="50"), set()),
        (Filters(measure_unit="人次"), set()),
    ],
)
def test_bounds_hold_for_the_figures_that_are_compared(asking, filters, values):
    """A value that has another figure within the bounds does not bring its own along."""
    compared = asking(
        page("a", CITY, [(LECTURES, "举办科普讲座20场，听众30人次")]), page("b", EAST, [(LECTURES, "60场，每场50分钟")])
    )(LECTURES, filters=filters)

    assert {row["value"] for row in rows_of(compared)} == values
    assert (compared["answer"] == "found") == bool(values)


def test_a_figure_is_quoted_as_it_is_printed(asking):
    """The words around it, letter for letter, of a long value and of a result; nothing is put together anew."""
    target = "举办论坛等专项活动20场，服务企业500家；全年举办科普讲座不少于120场，听众超过5万人次，满意度95%以上"
    row = (LECTURES, target, None, "全年共举办科普讲座超130场")
    (found,) = rows_of(asking(page("a", CITY, [row]))(LECTURES, filters=Filters(minimum="100", measure_unit="场")))

    assert found["excerpt"] == "…全年举办科普讲座不少于120场…"
    assert found["excerpt"].strip("…") in target
    assert found["actual"]["excerpt"] == row[3]


def test_who_names_a_department_compares_what_it_promises(asking):
    """No indicator is about the office that promises it."""
    ask = asking(page("a", CITY, [(LECTURES, "30场")]), page("b", EAST, [(LECTURES, "6场")]))

    assert {row["value"] for row in rows_of(ask(f"{EAST}的{LECTURES}"))} == {"30", "6"}
