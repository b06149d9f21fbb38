"""Quoted words must stand in every hit; curved quotes belong to names."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.analysis.folding import letters
from embeddings.query.phrases import candidates, held, quoted_in, words_of
from embeddings.retrieval.highlights import highlights, pieces


def _texts(hit):
    return [letters(text) for text in words_of(hit)]


def _holding(phrases, index, rows=None):
    kept = candidates(phrases, index.catalogue, index.lexical, rows)
    return kept[held(phrases, index.catalogue, kept)].tolist()


@pytest.mark.parametrize(
    ("query", "phrases", "names"),
    [
        ('「讲座」和 ＂满意度＂ "讲座"', ("讲座", "满意度"), ()),
        ('"大篷车"几趟', ("大篷车",), ()),
        ("『大篷车』几趟", ("大篷车",), ()),
        ("“大篷车”", ("大篷车",), ()),
        ("“大篷车” 几趟", ("大篷车",), ()),
        ("“大篷车”，“满意度”", ("大篷车", "满意度"), ()),
        ("“大篷车”几趟", (), ("大篷车",)),
        ("举办“科普讲座”场次", (), ("科普讲座",)),
        ("”科创下午茶”活动人数", (), ("科创下午茶",)),
        ('"" "，" 讲座', (), ()),
        ("讲座”场次", (), ()),
    ],
)
def test_curved_quotes_ask_only_where_they_stand_by_themselves(query, phrases, names):
    """Straight and corner quotes ask always; curved ones inside running words belong to a name, and are told."""
    assert quoted_in(query) == (phrases, names)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.data())
def test_the_rows_that_hold_a_phrase_are_all_and_only_those(index, data):
    """The same as reading every row."""
    hits = [index.catalogue.hit(row) for row in range(index.catalogue.rows)]
    name = data.draw(st.sampled_from([hit["name"] for hit in hits]))
    start = data.draw(st.integers(0, len(name) - 1))
    phrase = name[start : start + data.draw(st.integers(1, 4))]
    if not letters(phrase):
        return

    found = _holding([phrase], index)

    assert found == [row for row, hit in enumerate(hits) if any(letters(phrase) in t for t in _texts(hit))]


def test_a_quoted_word_narrows_a_search(index):
    """Every hit holds it, the scores are those of the same query, and a word nobody has finds nothing."""
    narrowed = index.search("「讲座」有多少场", limit=50)
    every = {hit["indicator"]: hit["score"] for hit in index.search("讲座有多少场", limit=50).hits}
    nothing = index.search('"量子纠缠" 讲座场次')

    assert narrowed.hits
    assert all(any("讲座" in text for text in _texts(hit)) for hit in narrowed.hits)
    assert all(hit["score"] == every[hit["indicator"]] for hit in narrowed.hits)
    assert (nothing.hits, nothing.answer, nothing.understood["phrases"]) == ((), "none", ["量子纠缠"])


# Characters that change length or join when folded: ligatures, squared units, accents, voiced kana, Hangul syllables.
_FOLDING = st.text(
    st.one_of(st.sampled_from("科普讲座场次ＡＢab（） ①㎡ﬁßİé\u0301eｶﾞ각½\t"), st.characters(exclude_categories=["Cs"])),
    max_size=14,
)


@given(_FOLDING, _FOLDING)
def test_highlights_are_ranges_of_the_shown_text(query, text):
    """Ranges ascend, stay apart and inside the text; the pieces join to it; nothing is marked without a shared word."""
    ranges = highlights(query, text)
    flat = [at for one in ranges for at in one]

    assert flat == sorted(flat)
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert "".join(piece for piece, _ in pieces(text, ranges)) == text
    if not set(letters(query)) & set(letters(text)):
        assert ranges == []


@given(_FOLDING, _FOLDING)
def test_what_is_marked_is_what_is_shared(before, word):
    """A text marks the query that stands in it, whole, however its characters fold."""
    text = f"{before}，{word}，科普"
    folded = letters(word)
    size = min(len(folded), 2)
    terms = {folded[at : at + size] for at in range(len(folded) - size + 1)} if size else set()
    shown = pieces(text, highlights(word, text))

    assert folded in "".join(letters(piece) for piece, is_marked in shown if is_marked)
    assert all(any(term in letters(piece) for term in terms) for piece, is_marked in shown if is_marked)


@pytest.mark.parametrize(
    ("query", "text", "ranges"),
    [
        ("FM818活动", "黄埔 ＦＭ８ １８", [[3, 9]]),
        ("科", "科普", [[0, 1]]),
        ("绿地m2", "绿地㎡", [[0, 3]]),
        ("ﬁlm", "the FILM", [[4, 8]]),
        ("e\u0301a", "x éa", [[2, 4]]),
        ("éa", "xe\u0301a", [[1, 4]]),
        ("ガス", "ｶﾞｽ代", [[0, 3]]),
        ("讲座场次", "讲 座和场次", [[0, 3], [4, 6]]),
        ("科普讲座", "讲课", []),
    ],
)
def test_offsets_are_those_of_the_text_as_shown(query, text, ranges):
    """Full width, ligatures, accents, wrapped words: folding may change lengths, offsets do not follow it."""
    assert highlights(query, text) == ranges


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("科普讲座场次", "黄埔[科普]讲坛活动[场次]"),  # 讲 of two other words
        ("市民科学素养", "提升公民[科学]素质"),
        ("施工形象进度", "工程实施工作效果"),  # halves of two words
        ("展会参展商数量", "线上线下[参展]项目数"),
        ("全国科普日主场活动", "[全国科普日]主会场[活动]"),  # what stands alone in both stays
        ("院士专家工作站", "[院士专家工作站]建站数量"),
        ("大篷车", "[大篷车]下乡"),
        ("公众对科普的看法", "[公众对科普]知识知晓度"),
        ("不少于20次", "[不少于]200次"),  # a number is the same or another
        ("播放0.5万次", "[播放]5万次"),
        ("APP下载量", "[app下载]次数"),
        ("app 数", "happy 数"),
        ("讲座次数", "主讲、座谈"),  # no word goes over a comma
    ],
)
def test_what_is_marked_reads_as_words(query, shown):
    """Characters that the two texts use in different words are not marked, a number only where it is the same."""
    text = shown.replace("[", "").replace("]", "")
    marked = "".join(f"[{piece}]" if is_marked else piece for piece, is_marked in pieces(text, highlights(query, text)))
    assert marked == shown


def test_a_phrase_is_marked_as_a_whole(index):
    """A quoted single character, or words that a question would lose, are marked all the same."""
    assert highlights("", "每年一场", ["每年"]) == [[0, 2]]
    hit = index.search("「场」讲座").hits[0]
    marked = [hit["name"][start:end] for start, end in hit["highlights"]["name"]]
    assert "场" in "".join(marked)


def test_hits_carry_the_ranges_of_their_words(index):
    """The ranges in a hit mark words of the query in the name as shown."""
    (first, *_) = index.search("科普讲座场次").hits

    marked = "".join(first["name"][start:end] for start, end in first["highlights"]["name"])
    assert "讲座" in marked


def test_a_pasted_name_with_curved_quotes_finds_others_too(index):
    """举办“科普讲座”场次 finds what it finds without its quotes, and says that the quotes asked for nothing."""
    pasted, bare = index.search("举办“科普讲座”场次"), index.search("举办科普讲座场次")

    assert [hit["indicator"] for hit in pasted.hits] == [hit["indicator"] for hit in bare.hits]
    assert (pasted.understood["phrases"], pasted.understood["quoted_names"]) == ([], ["科普讲座"])


def test_rows_can_be_narrowed_before(index):
    """A phrase is looked for among the rows that other filters left."""
    everything = _holding(["讲座"], index)

    assert _holding(["讲座"], index, np.array(everything[:1])) == everything[:1]
    assert _holding(["讲座"], index, np.empty(0, np.int64)) == []
    assert _holding(["讲座", "满意度"], index) == [row for row in everything if row in _holding(["满意度"], index)]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_a_phrase_is_looked_for_as_deep_as_the_limit_needs(index, limit):
    """A phrase whose pairs many have and few in one piece still gives the head of all that hold it, in their order."""
    for query in ("「座场次」 科普讲座", "「服务」满意度", '"科" 讲座 "讲座"'):
        every = index.search(re.sub('[「」"]', "", query), limit=100).hits
        phrases = quoted_in(query).phrases
        wanted = [h["indicator"] for h in every if all(any(letters(p) in t for t in _texts(h)) for p in phrases)]

        assert [hit["indicator"] for hit in index.search(query, limit=limit).hits] == wanted[:limit]
        assert wanted
