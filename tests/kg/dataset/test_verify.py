import dataclasses
import json

import pyoxigraph
import pytest

from kg import record_json
from kg.dataset import Difference, open_build, store_of, verify_build
from kg.dataset.store import mark_store
from kg.graph.quads import Quad
from tests.kg.dataset import tiny
from tests.kg.dataset.tiny import build, flip, pages, resealed


@pytest.fixture
def opened(tmp_path):
    pages(tmp_path / "sources", a="表 甲\n场次=10场\n人次=≥200人次\n", b="表 乙\n场次=3场\n")
    build(tmp_path / "dataset", [tmp_path / "sources"], audit=tiny.audit, derive=tiny.derive)
    return open_build(tmp_path / "dataset")


def check(build_, **options):
    found = verify_build(build_, map_graph=tiny.map_graph, audit=tiny.audit, **options)
    return {(difference.check, difference.file) for difference in found}


def record_of(build_, title="甲"):
    return next(build_.folder.record(r.document.id) for r in build_.readings() if r.document.title == title)


@pytest.mark.parametrize("kind", ["graph.nq", "vectors/names.txt", "record", "text", "original"])
def test_a_flipped_byte_is_found_in_the_right_file(opened, kind):
    """Whichever file is damaged, verify names that one and no other."""
    document = opened.documents[0]
    name = {
        "record": f"records/{document.id}.json",
        "text": f"sources/{document.digest}/text.txt",
        "original": f"sources/{document.digest}/original.txt",
    }.get(kind, kind)
    flip(opened.folder.path / name)

    assert check(opened) == {("digest", name)}


def test_missing_and_stray_files_are_found(opened):
    """A file too few and a file too many are both differences."""
    (opened.folder.path / "vectors" / "names.txt").unlink()
    stray = opened.folder.path / "lexical" / "stray"
    stray.parent.mkdir()
    stray.write_text("x")

    assert check(opened) == {("missing", "vectors/names.txt"), ("unlisted", "lexical/stray")}


def _target(plain):
    return plain["indicators"][0]["annual_target"]


def _shift(plain):
    _target(plain)["source"]["spans"][0]["start"] -= 1


def _line(plain):
    _target(plain)["source"]["spans"][0]["line"] += 1
    _target(plain)["source"]["line"] += 1


def _raw(plain):
    _target(plain)["raw"] = "11场"


def _joined(plain):
    _target(plain)["source"]["text"] = _target(plain)["raw"] = "11场"


def _document(plain):
    _target(plain)["source"]["document"] = "z.txt"


def _name(plain):
    plain["document"]["names"] = ["z.txt"]


def _outside(plain):
    _target(plain)["source"]["spans"][0].update(start=10**6, end=10**6 + 3)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_shift, {"span"}),
        (_outside, {"span"}),
        (_line, {"place"}),
        (_raw, {"words", "graph-extra", "graph-lacks"}),
        (_joined, {"words", "graph-extra", "graph-lacks"}),
        (_document, {"document"}),
        (_name, {"document"}),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_record_that_does_not_fit_its_text_is_found(opened, change, expected):
    """Words are looked up in the text layer, whatever digests say."""
    path = record_of(opened)
    plain = json.loads(path.read_text(encoding="utf-8"))
    change(plain)
    path.write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    found = check(resealed(opened))

    assert {kind for kind, _ in found} == expected
    assert f"records/{path.name}" in {file for _, file in found}


def test_a_record_that_cannot_be_read_or_is_written_otherwise_is_found(opened):
    """Records are exactly what kg read prints."""
    path = record_of(opened)
    text = path.read_text(encoding="utf-8")
    for changed in (text.replace("\n", ""), "{}", "[", text.replace('"indicators"', '"indicator"')):
        path.write_text(changed, encoding="utf-8")

        assert ("record", f"records/{path.name}") in check(resealed(opened))


def test_a_reader_that_reads_otherwise_now_is_found(opened):
    """Reading the originals again must give the stored records."""

    def other(data, name, metadata):
        reading, text = tiny.read(data, name, metadata)
        return dataclasses.replace(reading, indicators=reading.indicators[:1]), text

    assert check(opened, read=tiny.read) == set()
    assert check(opened, read=other) == {("reading", f"records/{record_of(opened).name}")}


def test_a_graph_that_is_not_that_of_the_records_is_found(opened):
    """A line too many and a line too few are shown."""
    lines = opened.folder.graph.read_bytes().splitlines(keepends=True)
    near = next(line for line in lines if b"neighbours" in line)
    gone = next(line for line in lines if b"title" in line)
    added = near.replace(b"neighbours/tiny", b"other")
    opened.folder.graph.write_bytes(b"".join(sorted([*lines, added.replace(b"/a>", b"/c>")])).replace(gone, b""))

    found = verify_build(resealed(opened), map_graph=tiny.map_graph, audit=tiny.audit)

    shown = {(d.check, d.found or d.expected) for d in found if d.check.startswith("graph")}
    assert shown == {
        ("graph-extra", added.replace(b"/a>", b"/c>").decode().strip()),
        ("graph-lacks", gone.decode().strip()),
    }


def test_a_triple_in_two_graphs_and_a_blank_node_are_found(tmp_path):
    """A triple stands in exactly one graph, and nothing is nameless."""

    def mapper(given):
        yield from tiny.map_graph(given)
        for graph in ("one", "two"):
            yield Quad("http://h/s", "http://h/p", "http://h/o", f"http://h/graph/{graph}")

    build(tmp_path / "d", [pages(tmp_path / "s", a="表 甲\n场次=10场\n")], map_graph=mapper)
    one = open_build(tmp_path / "d")

    assert {d.check for d in verify_build(one, map_graph=mapper)} == {"two-graphs"}

    with one.folder.graph.open("ab") as file:
        file.write(b"_:a <http://h/p> _:b <http://h/g> .\n<http://h/a> <http://h/p> <http://h/b> <http://h/g> .\n")
    found = [(d.check, d.where) for d in verify_build(resealed(one), map_graph=mapper)]
    assert [check for check, _ in found if check in ("blank-node", "order")] == ["blank-node", "order"]


def test_many_differing_lines_are_counted(opened):
    """A wholly other graph does not print itself."""

    def other(given):
        for number in range(50):
            yield Quad("http://h/s", "http://h/p", f"http://h/{number:02}", "http://h/graph/x")

    found = verify_build(opened, map_graph=other, audit=tiny.audit)

    assert len(found) == 21
    assert found[-1].check == "graph-more"


def test_a_store_that_lost_quads_is_found(opened):
    """A store whose files changed is found, and one that says it is of this graph must hold as many quads."""
    store_of(opened)
    store = pyoxigraph.Store(str(opened.folder.store))
    store.remove(next(iter(store)))
    store.flush()
    del store
    assert {name for name, _ in check(opened)} == {"store"}

    mark_store(opened.folder.store, opened.manifest.files["graph.nq"].sha256)

    assert check(opened) == {("store", "store")}


def test_checks_that_are_handed_in_are_run(opened):
    """Shapes and vectors bring their own checks."""
    wrong = Difference("shape", "graph.nq", "", "0", "1")

    assert verify_build(opened, map_graph=tiny.map_graph, audit=tiny.audit, checks=[lambda _: [wrong]]) == [wrong]


def test_records_can_be_read_back(opened):
    """What a build stores is what the records say."""
    for reading in opened.readings():
        stored = opened.folder.record(reading.document.id).read_text(encoding="utf-8")
        assert record_json.dumps(reading) == stored
