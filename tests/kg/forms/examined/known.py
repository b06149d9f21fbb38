"""What of these forms is not read as it is printed, with the reason; the test of each entry fails once it is mended."""

from __future__ import annotations

from tests.kg.forms.examined.known_difference import Known


def _rows(slug: str, numbers: tuple[int, ...], field: str, reason: str) -> tuple[Known, ...]:
    """List one field of several rows, an entry each."""
    return tuple(Known(slug, f"{number} *", field, reason) for number in numbers)


_LEFT_OUT = (
    *_rows("37-lost-rowspan-cells", (2, 3), "row", "a row that lost the cell of level 1 is cited"),
    *_rows("53-two-departments", (4, 5, 6), "row", "a document has one department: the rows of a second are cited"),
    *_rows("71-pdf-row-cut", (2,), "row", "a row that is cut by the page is cited, whole"),
    *_rows("74-tsv-missing-tab", (2,), "row", "a row with a lost tab may hold any figure in any place, and is cited"),
    *_rows("81-rowspan-too-large", (3,), "row", "a cell that reaches a row too far pushes it to the right: cited"),
    *_rows("82-lost-level2-cell", (2,), "row", "a row that lost the cell of level 2 is cited"),
    *_rows("743-inner-mongolia-banner-list", (1,), "row", "unit and points ran together on the page: cited"),
    *_rows("327-t-library-codes", (6,), "row", "behind 9, the unit 1/10万 would read as 91: cited"),
    *_rows("1005-dongguan-transport-roads-approved-targets", (3,), "row", "names differ beside each other: cited"),
    *_rows("866-hubei-city-library-shared-resources-selfeval", (5,), "row", "a time where the name should be: cited"),
    *_rows("928-hubei-city-library-shared-works-selfeval", (5,), "row", "a time where the name should be: cited"),
    *_rows("952-yueyanglou-price-centre-kinds-of-values", (4,), "row", "a heading where the name should be: cited"),
    *_rows(
        "987-guangshui-transport-management-and-targets", (1, 2, 3, 4, 5), "row", "a score card above the form: cited"
    ),
    *_rows("929-hubei-city-hospital-new-campus-selfeval", (4,), "row", "a time where the name should be: cited"),
)
_PROSE = (
    "1200-dongli-lake-road-special-bonds-report",
    "1201-sixia-village-road-goal-in-one-line",
    "1202-weichang-public-latrines-points-in-headings",
    "1207-lushan-watershed-report-in-sentences",
    "1208-qingchuan-justice-transfer-report",
    "1209-science-publicity-report-doubled-figures",
    "1210-baoshan-library-central-funds-report",
    "1211-baoshan-library-open-doors-report",
    "1213-qionghai-day-care-homes-report",
    "1214-baoshan-blood-station-aids-report",
)
_SET_P = (
    *(Known(slug, "document", "refused", "sentences without labels or signs: refused") for slug in _PROSE),
    Known("1203-tanghu-town-whole-department-selfeval", "document", "total", "one cell below budget and execution"),
    Known("1203-tanghu-town-whole-department-selfeval", "document", "department", "named otherwise in the form"),
    Known("1204-batang-town-infrastructure-names-are-88", "*", "row", "88 is no name: cited"),
    Known("1204-batang-town-infrastructure-names-are-88", "document", "total", "several sums in one cell: cited"),
    *_rows("1205-guangshui-discipline-office-network-selfeval", (1, 2, 3, 4, 5), "row", "a score card above the form"),
    Known("1205-guangshui-discipline-office-network-selfeval", "document", "total", "a column for each source: cited"),
    Known(
        "1205-guangshui-discipline-office-network-selfeval",
        "document",
        "cumulative_expenditure",
        "a column for each source: cited",
    ),
)
_FORMS = (
    Known(
        "695-hainan-reading-rooms-layout", "document", "refused", "set apart by blanks, with a column that may be empty"
    ),
    Known("1151-changji-vocational-college-grants-notice", "document", "refused", "sentences without labels"),
    Known("1152-jingmen-relics-targets-in-two-cells", "*", "row", "a target in words, without a figure: cited"),
    Known("1152-jingmen-relics-targets-in-two-cells", "document", "year", "in the months of the project alone"),
    Known("1161-yunnan-fire-fighting-aeroplanes-report", "*", "project", "a heading of the report names it"),
    Known("1161-yunnan-fire-fighting-aeroplanes-report", "document", "adjusted_budget", "in prose alone"),
    Known("1161-yunnan-fire-fighting-aeroplanes-report", "document", "cumulative_expenditure", "in prose alone"),
    Known("1162-tongxin-two-villages-fronts-notice", "*", "project", "the title of the notice names it"),
    Known("1162-tongxin-two-villages-fronts-notice", "document", "total", "in a long sentence alone"),
    Known("893-central-forestry-pest-forecast-two-levels", "document", "refused", "指标 | 指标内容 | 指标值"),
    Known("944-fujian-taiwan-compatriots-inputs-and-outputs", "document", "refused", "评价指标 | 绩效内容 | 绩效标准"),
    Known("946-haikou-meilan-squares-four-standards", "2 *", "row", "社会效益 where the name should be: cited"),
    Known(
        "954-daying-civil-affairs-care-layout", "document", "refused", "a year and a sum for names, parted by blanks"
    ),
)
_IN_SENTENCES_OR_GRADES = (
    *_rows("1048-yuefeng-lottery-funds-in-sentences", (5,), "row", "a result in words without a label: cited"),
)
_VALUES = (
    *_rows("1052-xiangtan-injury-insurance-fund-targets", (6,), "row", "社会公众… merged below 效益指标 in one: cited"),
    *_rows("1065-shidian-breeding-farm-nothing-done-selfeval", (9, 10), "level2", "效益指标 over both levels"),
    *_rows("06-monitor", (1, 2, 3, 4, 5, 6), "actual", "results of 1-6月 are no results of the year"),
    *_rows("714-xinjiang-university-monitor", tuple(range(1, 11)), "actual", "results of 1-7月 are none of the year"),
    *_rows(
        "831-hebei-disabled-federation-two-projects", (12,), "target", "the font lacks the point of 元/人·年: a gap"
    ),
    *_rows("832-guangzhou-district-education-indicator-library", (11,), "target", "the same of 元/生·年"),
    *_rows("55-excel-formula-nocache", (3,), "weight", "beside a score without a stored value it is doubted too"),
)
_AMOUNTS = (
    *(
        Known("750-guangxi-health-department", "document", kind, "money below a caption of its own")
        for kind in ("initial_budget", "adjusted_budget", "cumulative_expenditure")
    ),
    Known("824-hunan-science-association-project-list", "document", "total", "a line of its 本级 beside it: cited"),
    Known(
        "840-henan-county-office-four-levels-side-by-side", "document", "total", "a line of its 机关 beside it: cited"
    ),
    Known(
        "834-hubei-city-science-association-long-term-and-annual", "document", "total", "of projects in a list: cited"
    ),
    *(
        Known("843-shanghai-district-library-selfeval-layout", "document", kind, "before 10/9.93 in one place: cited")
        for kind in ("initial_budget", "adjusted_budget", "cumulative_expenditure")
    ),
    Known("674-chongqing-selfeval", "document", "total", "the form states no unit of money"),
    Known("698-guangdong-parking-two-spans", "document", "total", "money of several years beside that of one"),
    Known("714-xinjiang-university-monitor", "document", "cumulative_expenditure", "money spent in 1-7月, as in 06"),
    Known("06-monitor", "document", "cumulative_expenditure", "money spent in 1-6月 is no expenditure of the year"),
    Known("514-university", "document", "total", "项目总经费 may be that of several years"),
    *_rows(
        "868-hebei-county-civil-affairs-centenarians-selfeval",
        (1, 2, 3, 4),
        "weight",
        "the column of weights is empty, 权重占比 beside the score holds them: told as unread",
    ),
    *(
        Known(slug, "document", kind, reason)
        for slug, reason, kinds in (
            (
                "1004-suzhou-finance-backup-centre-selfeval",
                "three tables of money: cited",
                ("initial_budget", "cumulative_expenditure"),
            ),
            ("1005-dongguan-transport-roads-approved-targets", "beside that of three years: cited", ("total",)),
            ("1008-caidian-forest-fire-selfeval", "of one source without a total: cited", ("cumulative_expenditure",)),
            (
                "1010-sichuan-county-inclusive-finance-selfeval",
                "behind words in the same cell: cited",
                ("total", "cumulative_expenditure"),
            ),
        )
        for kind in kinds
    ),
    Known("422-xiamen-whole-bureau", "document", "adjusted_budget", "调整数 may be the difference: cited"),
    Known("889-anhui-city-police-all-in-one-cell", "document", "total", "no unit of money: told"),
    Known("943-jingyan-mata-town-project-list", "document", "total", "of the department in a row of its own: cited"),
    Known("974-jingyan-mata-town-project-list", "document", "total", "the same list drawn by another"),
    Known("980-xiangxi-special-school-meals-targets", "document", "total", "of the unit in a row of its own: cited"),
    *(
        Known("987-guangshui-transport-management-and-targets", "document", kind, "figures below their headings: cited")
        for kind in ("total", "cumulative_expenditure")
    ),
    Known(
        "892-hunan-city-sanitation-mist-trucks", "document", "total", "of 本级 alone, beside money from above: cited"
    ),
    Known("894-guangdong-province-new-colleges-year-and-period", "document", "total", "within words: cited"),
    Known("926-gansu-city-museum-three-costs", "document", "total", "预算申报数 is asked for, not granted: told"),
    Known("934-tianjin-district-kindergarten-rent-special-bond", "document", "total", "beside a wrapped label: cited"),
)
_OF_DOCUMENTS = (
    Known("1153-xiangtan-mist-trucks-2024-lost-units-targets", "document", "total", "four sums in one cell: cited"),
    Known("1153-xiangtan-mist-trucks-2024-lost-units-targets", "document", "department", "the unit's own name above"),
    *_rows("1154-longyan-religion-one-target-for-each-county", (1,), "row", "counties that promise unlike: cited"),
    Known("1158-qingshan-statistics-census-targets", "document", "total", "no unit of money: told"),
    Known("1122-lvliang-carers-training-results", "document", "year", "in names and a period alone"),
    Known("1124-qingshan-statistics-census-targets", "document", "total", "no unit of money: told"),
    *_rows("1127-shengdengshan-party-branch-secretaries-targets", (4,), "row", "a sum for its name (20万元): cited"),
    Known(
        "1104-yongji-relics-money-of-the-period-targets", "document", "total", "money of the whole period alone: told"
    ),
    Known("1080-huangma-township-hospital-whole-department-selfeval", "document", "department", "without its county"),
    Known("1084-nanxian-disease-control-targets", "document", "total", "部门预算 is no known label: cited"),
    *_rows(
        "1086-sichuan-department-2017-two-scoring-sheets",
        (13, 14, 15),
        "row",
        "second levels as names, of which points merged over rows make none an indicator: cited",
    ),
    Known("1086-sichuan-department-2017-two-scoring-sheets", "document", "year", "in the title of the page alone"),
    Known("1110-nankai-biology-teaching-centre-results", "*", "project", "in the sentence above alone"),
    Known("1110-nankai-biology-teaching-centre-results", "document", "project", "in the sentence above alone"),
    Known("1110-nankai-biology-teaching-centre-results", "document", "year", "in the sentence above alone"),
    Known("1040-shucheng-central-investment-work-relief-targets", "document", "department", "下达地方或单位: told"),
    Known("1051-chencang-drinking-water-units-without-figures", "document", "department", "that of the city above it"),
    Known("1060-dongguan-exhibition-hall-cycle-and-year", "document", "total", "asked for, not granted: cited"),
    Known("834-hubei-city-science-association-long-term-and-annual", "document", "project", "a list of them: cited"),
    Known("759-hebei-university", "document", "year", "a title of the whole province's budget: no form's title"),
    Known("417-qingdao-long-list", "document", "department", "a title with its unit of money in one paragraph"),
    Known("417-qingdao-long-list", "document", "year", "a title with its unit of money in one paragraph"),
    Known("1027-anju-food-supervision-region-selfeval", "*", "score", "the same form drawn by another"),
    Known("1002-anju-market-supervision-food-selfeval", "*", "score", "自评得分 stands above the form alone"),
    Known("1004-suzhou-finance-backup-centre-selfeval", "*", "level1", "投入目标, 产出目标, 结果目标 above two levels"),
    Known(
        "961-ningjin-grants-evaluation-index", "*", "level[12]", "评价指标 and 评价内容 are no known headings of levels"
    ),
    Known("981-jingdong-rural-allowance-evaluated-again", "*", "project", "in prose alone"),
    Known("910-shandong-red-cross-report-table", "document", "year", "in a sentence above the table alone"),
    Known("934-tianjin-district-kindergarten-rent-special-bond", "document", "department", "a wrapped label: told"),
)
KNOWN: tuple[Known, ...] = (
    *_LEFT_OUT, *_SET_P, *_FORMS, *_IN_SENTENCES_OR_GRADES, *_VALUES, *_AMOUNTS, *_OF_DOCUMENTS,
)  # fmt: skip
