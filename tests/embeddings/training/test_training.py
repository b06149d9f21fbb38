"""The model can be made again: texts are read with their slips named, and the same seed gives the same model."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.analysis.folding import letters
from embeddings.channels.encoder import StaticEncoder
from embeddings.channels.model_files import SHIPPED_MODEL
from embeddings.evaluation.judging import read_judgements
from embeddings.training.__main__ import main, make_model
from embeddings.training.data import HeldOut, authors, data_digest, digest_of, read_data, share, without_author
from embeddings.training.ensemble import compressed, train_ensemble
from embeddings.training.model import Settings, train
from embeddings.training.sampling import Sampler, Sampling
from embeddings.training.texts import Group, parse, phrases_of
from embeddings.training.thesaurus import Thesaurus
from embeddings.training.transfer import transfer
from embeddings.training.variants import VARIANTS
from embeddings.training.vocabulary import choose

THESAURUS = Thesaurus(
    objects=(("科普讲座", "科普报告会"), ("培训班", "研修班"), ("展览", "展示")),
    measures=(("场次", "期数"), ("人次", "参加人次"), ("满意度", "好评率")),
    close=(frozenset({0}), frozenset({1}), frozenset({2})),
    equal={"科普讲座": ("科普报告会",), "科普报告会": ("科普讲座",), "场次": ("期数",), "期数": ("场次",)},
)
GROUPS = [
    Group("a", "科普", ("科普讲座场次", "办了几场讲座", "报告会期数"), (("m", "科普讲座人次"),)),
    Group("a", "科普", ("展览参观人次", "多少人看展", "观展人次"), (("o", "讲座人次"),)),
    Group("b", "财务", ("资金支出进度", "钱花了多少", "预算执行率")),
]
SMALL = Settings(dimension=8, members=1, kept=8, steps=30, threads=1, sampling=Sampling(size=8))


def test_reads_groups_and_near_misses():
    """A group has its phrasings, its near misses by kind, its sector and its author."""
    text = "# 行业: 科普\n= 讲座场次 | 办了几场讲座\n!m 讲座人次 | 讲座满意度\n!o 展览场次\n!p 老人讲座场次\n"

    groups, slips = parse(text, "author_a_01.txt")

    near = (("m", "讲座人次"), ("m", "讲座满意度"), ("o", "展览场次"), ("p", "老人讲座场次"))
    assert groups == [Group("a", "科普", ("讲座场次", "办了几场讲座"), near)]
    assert slips == []


@pytest.mark.parametrize(
    "line", ["＝ 讲座场次｜几场讲座", "=讲座场次|几场讲座", "  = 讲座场次 | 几场讲座  ", "=：讲座场次 | 几场讲座 "]
)
def test_small_slips_are_understood(line):
    """Full-width signs, colons and spaces do not lose a group."""
    groups, _ = parse("＃行业：科普\n" + line + "\n！M：讲座人次", "author_b_1.txt")

    assert groups == [Group("b", "科普", ("讲座场次", "几场讲座"), (("m", "讲座人次"),))]


def test_what_cannot_be_used_is_named_with_its_line():
    """Unknown lines, near misses without a group, lone, empty, repeated and held-out phrases are all reported."""
    text = "!m 讲座人次\n讲座\n= 一个\n= 甲项 | | 甲 项 | 乙项 | 判题\n"

    groups, slips = parse(text, "author_c_1.txt", held_out={"判题"})

    assert groups == [Group("c", "", ("甲项", "乙项"))]
    assert [(slip.line, slip.problem) for slip in slips] == [
        (1, "no-group"),
        (2, "unknown-line"),
        (3, "one-phrase"),
        (4, "empty-phrase"),
        (4, "repeated-phrase"),
        (4, "held-out"),
    ]


@given(st.text(alphabet="= |!mop#行业:讲座场次\n｜！", max_size=60))
def test_no_text_stops_the_reader(text):
    """Whatever a file holds, reading ends, and each group can be used."""
    groups, slips = parse(text, "author_z_1.txt")

    assert all(group.names and all(letters(name) for name in group.names) for group in groups)
    assert all(1 <= slip.line <= len(text.splitlines()) for slip in slips)


def test_judged_queries_are_never_learned(shared):
    """No phrasing, near miss or pair equals a judged query of the project."""
    judged = {letters(item.query) for item in read_judgements((shared / "judgements" / "dev.jsonl").read_text("utf-8"))}

    learned = {letters(phrase) for phrase in phrases_of(read_data().groups)}

    assert judged
    assert not judged & learned


def test_held_out_lines_are_known_by_their_digest():
    """The list of digests stands for the queries, whatever their spaces and marks."""
    held_out = HeldOut([digest_of("科普 讲座（次）")])

    assert letters("科普讲座次") in held_out
    assert letters("科普讲座") not in held_out


def test_the_shipped_model_was_made_from_the_texts_that_stand_here():
    """The model card carries the digest of exactly these training files."""
    assert data_digest() in (SHIPPED_MODEL / "README.md").read_text(encoding="utf-8")


def test_the_authored_texts_have_no_slip_that_a_person_should_mend(capsys):
    """Every line of the training texts is used, repeated, or held out."""
    assert main(["check"]) == 0
    assert "groups" in capsys.readouterr().out


def test_the_vocabulary_does_not_depend_on_the_order():
    """The same phrases in another order give the same words, and thesaurus words are among them."""
    phrases = phrases_of(GROUPS) * 3
    shuffled = phrases[:]
    random.Random(1).shuffle(shuffled)

    assert choose(phrases, THESAURUS.words()) == choose(shuffled, THESAURUS.words())
    assert "科普讲座" in choose(phrases, THESAURUS.words()).words


def test_batches_are_repeatable_and_never_oppose_equal_meanings():
    """The same seed draws the same batches; a phrasing of the same indicator is not a negative."""
    twins = [*GROUPS, Group("c", "科普", ("科普讲座场次", "讲座开了几回"))]
    sampling = Sampling(size=12, replace_chance=0, drop_chance=0, surround_chance=0)
    first, second = (Sampler(twins, THESAURUS, sampling, seed=3) for _ in range(2))

    batches = [first.batch() for _ in range(5)]

    assert batches == [second.batch() for _ in range(5)]
    meaning = {name: group.names[0] for group in twins for name in group.names}
    for batch in batches:
        columns = [*batch.partners, *batch.near]
        for row, anchor in enumerate(batch.anchors):
            for column, text in enumerate(columns):
                if column != row and anchor in meaning and meaning.get(text) == meaning[anchor]:
                    assert (row, column) in batch.same


def test_the_same_seed_gives_the_same_model(tmp_path):
    """Training twice writes the same bytes; what was learned finds its own phrasings."""
    data = read_data()
    few = share(data, 0.013)
    for name in ("a", "b"):
        make_model(few, SMALL, tmp_path / name)

    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file())

    assert Path("model.safetensors") in files
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    found = transfer(StaticEncoder(tmp_path / "a").encode, few.groups)
    assert found.quality["dense"][0] > 10 / found.rows


def test_members_are_put_together_without_loss():
    """As many axes as the tables have keep every cosine; tables of another size count the same as each other."""
    chance = np.random.default_rng(0)
    tables = [np.vstack([np.zeros(6), scale * chance.normal(size=(20, 6))]).astype(np.float32) for scale in (1, 50)]
    texts = [chance.integers(1, 21, size=size).tolist() for size in (1, 2, 3, 5, 8) for _ in range(10)]

    whole = _cosines(compressed(tables, texts, 12), texts)
    alone = [_cosines(table, texts) for table in tables]

    np.testing.assert_allclose(_cosines(compressed(tables, texts, 99), texts), whole, atol=1e-6)
    assert all(np.corrcoef(whole.ravel(), one.ravel())[0, 1] > 0.7 for one in alone)
    assert compressed(tables, texts, 5).shape == (21, 5)
    assert np.abs(_cosines(compressed(tables, texts, 11), texts) - whole).max() < 0.3


def test_members_differ_in_their_seed():
    """Two members, learned in processes of their own, are those of two seeds, put together; progress names each."""
    few, said = share(read_data(), 0.005), []
    vocabulary = choose(phrases_of(few.groups), few.thesaurus.words())
    settings = replace(SMALL, members=2, kept=16, steps=3)

    table = train_ensemble(few, vocabulary, settings, said.append)
    members = [train(few.groups, few.thesaurus, vocabulary, replace(settings, seed=settings.seed + n)) for n in (0, 1)]

    assert not np.array_equal(*members)
    assert table.shape == (len(vocabulary.tokens()) + 1, 16)
    assert not table[0].any()
    assert [line.split(":")[0] for line in said] == [f"seed {settings.seed}", f"seed {settings.seed + 1}"]
    texts = [[1], [2], [1, 2, 3], [4, 5]]
    side_by_side = np.concatenate([member / _length(member, few, vocabulary) for member in members], axis=1)
    np.testing.assert_allclose(_cosines(table, texts), _cosines(side_by_side, texts), atol=1e-5)


def _length(member, data, vocabulary):
    """How long the sums of all phrasings are, by root mean square."""
    reader, numbers = vocabulary.reader(), {token: n for n, token in enumerate(vocabulary.tokens(), start=1)}
    sums = [member[[numbers[token] for token in reader.read(text)]].sum(axis=0) for text in phrases_of(data.groups)]
    return np.sqrt((np.array(sums) ** 2).sum(axis=1).mean())


def _cosines(table, texts):
    sums = np.array([table[text].sum(axis=0) for text in texts])
    units = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return units @ units.T


@pytest.mark.parametrize("train_variant", VARIANTS, ids=lambda one: one.__name__)
def test_every_shape_learns_from_the_same_batches(train_variant):
    """Each gives unit vectors, the same for a text wherever it stands, and learns its own phrasings."""
    data = share(read_data(), 0.013)
    untrained = train_variant(data, replace(SMALL, steps=1))
    variant = train_variant(data, SMALL)
    names = [group.names[0] for group in data.groups[:5]]

    vectors = variant.encode(names)

    assert vectors.shape == (5, SMALL.dimension)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert np.allclose(variant.encode(names[2:3])[0], vectors[2], atol=1e-3)
    assert variant.weights > 0
    quality = [transfer(one.encode, data.groups).quality["dense"][1] for one in (untrained, variant)]
    assert quality[1] > quality[0]


def test_an_author_can_be_left_out():
    """Leaving one author out removes that author's groups and nothing else."""
    data = read_data()
    first = authors(data)[0]

    rest = without_author(data, first)

    assert first not in authors(rest)
    assert len(rest.groups) == sum(group.author != first for group in data.groups)


def test_transfer_of_a_perfect_and_a_blind_encoder():
    """An encoder that knows the meaning finds all; one that sees nothing ranks by row number."""
    meaning = {name: row for row, group in enumerate(GROUPS) for name in group.names}

    def perfect(texts):
        return np.eye(4, dtype=np.float32)[[meaning.get(text, 3) for text in texts]]

    assert transfer(perfect, GROUPS).quality["dense"] == (1.0, 1.0)
    assert transfer(perfect, GROUPS).near_kept_apart == 1.0
    blind = transfer(lambda texts: np.zeros((len(texts), 4), np.float32), GROUPS)
    assert blind.quality["dense"][1] < 1.0
