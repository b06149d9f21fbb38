"""What was read is not read again while nothing that decides it has changed, and always when something has."""

import csv
import gc
import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.building import audit
from kg.corrections import COLUMNS
from kg.dataset import Step, build_dataset, current_id, open_build, reading_code, verify_build
from kg.dataset.durable import digest_bytes
from kg.dataset.kept import is_lasting
from kg.dataset.mapping import map_quads
from kg.dataset.reading_jobs import read_original
from kg.errors import FileLimitError, ReadingEndedError
from kg.graph.iris import numbered_amounts
from kg.reading import read_bytes
from kg.records import Reading
from kg.sample import sample_files
from kg.sandbox.outcome import ReadOutcome, outcome_of, stored_outcome
from kg.sandbox.reader import SandboxedReader
from tests.kg.dataset import tiny
from tests.kg.dataset.tiny import CountingReader, build, digests, pages

PAGES = {
    "a.txt": ("表 甲\n场次=10场\n", "表 甲\n场次=12场\n人次=200人次\n"),
    "b.txt": ("表 乙\n场次=3场\n", "不是表\n"),
    "c.txt": ("表 丙\n覆盖率=90%\n", "表 甲\n场次=10场\n"),
    "d.txt": ("表 丁\n篇数=3篇\n",),
}
# name → (which edition, fiscal year that documents.csv says)
STATES = st.dictionaries(
    st.sampled_from([name for name, editions in PAGES.items() for _ in editions]),
    st.tuples(st.integers(0, 1), st.sampled_from(["", "2022", "2023"])),
    min_size=1,
).filter(lambda state: any(edition(name, place).startswith("表") for name, (place, _) in state.items()))


def edition(name, place):
    return PAGES[name][place % len(PAGES[name])]


def lay(folder, state):
    """Make the source folder look like a state."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, (place, _) in state.items():
        (folder / name).write_text(edition(name, place), encoding="utf-8")
    given_years = "".join(f"{name},{year}\n" for name, (_, year) in state.items() if year)
    (folder / "documents.csv").write_text(f"file,fiscal_year\n{given_years}", encoding="utf-8")


def correct(directory, becomes):
    """Correct the first indicator of the first page, or nothing."""
    directory.mkdir(exist_ok=True)
    path = directory / "corrections.csv"
    if becomes is None:
        path.unlink(missing_ok=True)
        return
    digest = digest_bytes(PAGES["a.txt"][0].encode())
    table = io.StringIO()
    row = (digest, "indicator", 1, "annual_target", "10场", becomes, "漏看", "", "")
    csv.writer(table).writerows([COLUMNS, row])
    path.write_text(table.getvalue(), encoding="utf-8")


def of_build(directory, build_id):
    return {name: one for name, one in digests(directory).items() if name.startswith(f"builds/{build_id}/")}


@settings(max_examples=25)
@given(st.lists(st.tuples(STATES, st.sampled_from([None, "11场", "12场"])), min_size=2, max_size=4))
def test_a_build_that_takes_readings_over_has_the_bytes_of_one_from_scratch(states):
    """Whatever came, went, changed, got another name, metadata or correction: reuse never shows in any byte."""
    with tempfile.TemporaryDirectory() as folder:
        top, read = Path(folder), CountingReader()
        seen = set()
        for number, (state, becomes) in enumerate(states):
            lay(top / "sources", state)
            correct(top / "d", becomes)
            correct(top / str(number), becomes)

            result = build(top / "d", [top / "sources"], yes=True, read=read, audit=tiny.audit, derive=tiny.derive)

            scratch = build(top / str(number), [top / "sources"], audit=tiny.audit, derive=tiny.derive)
            assert result.id == scratch.id
            assert of_build(top / "d", result.id) == of_build(top / str(number), result.id)
            given_now = {(d.digest, d.names, tuple(d.metadata.items())) for d in result.documents}
            taken = read.taken()
            assert len(taken) == result.read <= len(given_now - seen)
            seen = given_now


def test_ten_changed_files_of_many_are_ten_files_read(tmp_path):
    """New and changed files are read, all others taken from the served build, with the refused ones among them."""
    texts = {f"p{n:03d}": f"表 第{n}页\n场次={n}场\n" if n % 50 else "别的东西\n" + "x" * n for n in range(300)}
    sources, read = pages(tmp_path / "s", **texts), CountingReader()
    build(tmp_path / "d", [sources], read=read)
    assert len(read.taken()) == 300
    changed = {name: f"{text}人次=7人次\n" for name, text in list(texts.items())[101:110]}
    pages(sources, **changed, q="表 新\n篇数=1篇\n")
    (sources / "p299.txt").unlink()

    result = build(tmp_path / "d", [sources], read=read)

    assert read.taken() == [*(f"{name}.txt" for name in changed), "q.txt"]
    assert (result.read, len(result.refused), result.left) == (10, 6, ("p299.txt",))
    assert verify_build(open_build(tmp_path / "d"), map_graph=tiny.map_graph, read=tiny.read) == []


def test_other_code_or_limits_are_another_build_and_everything_is_read_again(tmp_path):
    """The same files read by something else are never called unchanged."""
    sources, read = pages(tmp_path / "s", a="表 甲\n场次=10场\n"), CountingReader()
    first = build(tmp_path / "d", [sources], read=read)

    second = build(tmp_path / "d", [sources], read=read, reading="2")

    assert second.id != first.id
    assert not second.unchanged
    assert read.taken() == ["a.txt", "a.txt"]


def test_nothing_is_taken_over_from_a_reader_that_nothing_is_known_of(tmp_path):
    """A reader that says nothing about itself reads everything each time."""
    sources, read = pages(tmp_path / "s", a="表 甲\n场次=10场\n"), CountingReader()
    build(tmp_path / "d", [sources], read=read, reading=None)
    pages(sources, b="表 乙\n场次=3场\n")

    build(tmp_path / "d", [sources], read=read, reading=None)

    assert read.taken() == ["a.txt", "a.txt", "b.txt"]


@pytest.mark.parametrize("part", ["records/{id}.json", "sources/{digest}/text.txt"])
def test_a_damaged_reading_of_the_served_build_is_read_again(tmp_path, part):
    """Bytes that do not have their digest are never taken over."""
    sources, read = pages(tmp_path / "s", a="表 甲\n场次=10场\n", b="表 乙\n场次=3场\n"), CountingReader()
    build(tmp_path / "d", [sources], read=read)
    read.taken()
    opened = open_build(tmp_path / "d")
    damaged = next(document for document in opened.documents if document.names == ("a.txt",))
    path = opened.folder.path / part.format(id=damaged.id, digest=damaged.digest)
    path.write_bytes(path.read_bytes().replace("场".encode(), "次".encode()))
    pages(sources, c="表 丙\n覆盖率=90%\n")

    build(tmp_path / "d", [sources], read=read)

    assert read.taken() == ["a.txt", "c.txt"]
    assert verify_build(open_build(tmp_path / "d"), map_graph=tiny.map_graph, read=tiny.read) == []


def test_a_limit_that_was_raised_is_tried_again(tmp_path, monkeypatch):
    """A file refused at a limit is read as soon as the limit allows it, and not called unchanged before."""
    big = tmp_path / "s" / "big.txt"
    big.parent.mkdir()
    page = sample_files()[0].read_bytes()
    big.write_bytes(page + b"\n" * (1 << 20))
    (big.parent / "small.txt").write_bytes(page)
    monkeypatch.setenv("KG_LIMIT_FILE_MIB", "1")
    first = build_dataset(tmp_path / "d", [big.parent], with_store=False)
    assert [type(error) for _, error in first.refused] == [FileLimitError]
    again = build_dataset(tmp_path / "d", [big.parent], with_store=False)
    monkeypatch.setenv("KG_LIMIT_FILE_MIB", "2")

    result = build_dataset(tmp_path / "d", [big.parent], with_store=False)

    assert again.unchanged
    assert not result.unchanged
    assert result.refused == ()


@pytest.mark.parametrize(
    ("reason", "lasting"),
    [("reading-memory", True), ("reading-cpu", True), ("reading-wall", False), ("reading-killed", False)],
)
def test_a_refusal_that_the_machine_may_have_brought_about_is_tried_again(tmp_path, reason, lasting):
    """A reading that was killed says nothing about the file; one that needs too much memory does."""
    asked = []

    def read(data, name, metadata):
        asked.append(name)
        if name == "a.txt":
            raise ReadingEndedError(name, reason, "?")
        return tiny.read(data, name, metadata)

    sources = pages(tmp_path / "s", a="表 甲\n场次=10场\n", b="表 乙\n场次=3场\n")
    build(tmp_path / "d", [sources], read=read)
    pages(sources, c="表 丙\n覆盖率=90%\n")

    result = build(tmp_path / "d", [sources], read=read)

    assert is_lasting(result.refused[0][1]) is lasting
    assert asked.count("a.txt") == (1 if lasting else 4)


@pytest.mark.parametrize(("reason", "tries"), [("reading-killed", 2), ("reading-wall", 2), ("reading-memory", 1)])
def test_a_file_whose_process_was_ended_from_outside_is_read_once_more(tmp_path, reason, tries):
    """What a build lost to a busy machine it would list as refused for as long as its input stays the same."""
    folder = pages(tmp_path / "s", a="表 甲\n场次=10场\n", b="表 乙\n场次=3场\n")
    told = []

    def read(data, name, metadata):
        if not told:
            told.append(name)
            raise ReadingEndedError(name, reason, "?")
        told.append(name)
        return tiny.read(data, name, metadata)

    result = build(tmp_path / "d", [folder], read=read)

    assert (len(told), len(result.refused)) == (1 + tries, 2 - tries)


def test_what_was_stored_counts_as_what_was_read():
    """An outcome made from stored records is the one that was stored, without making the records."""
    for path in sample_files():
        outcome = SandboxedReader().read_file(path)
        assert stored_outcome(outcome.records, outcome.text) == outcome
        reading = read_bytes(path.read_bytes(), path.name)
        assert outcome == outcome_of(reading, outcome.text, (path.name,))
        assert outcome.counts["amounts"] == len(numbered_amounts(reading)), "those of projects and tasks count too"


def test_the_digest_of_the_reading_code_covers_all_that_a_reading_process_imports():
    """No module of ours that reads a file is left out of what says that reading has changed."""
    program = (
        "import sys; from pathlib import Path; from kg.sandbox import job; from kg.sandbox.settings import "
        "limits_in_force\njob.prepare()\n"
        "import kg.readers.docx, kg.readers.html, kg.readers.pdf, kg.readers.xlsx\n"
        "for path in map(Path, sys.argv[1:]):\n"
        "    job.read_job(path.read_bytes(), (path.name,), {}, limits_in_force(), int)\n"
        "print(*sorted(name for name in sys.modules if name.startswith('kg.')))"
    )
    command = [sys.executable, "-c", program, *map(str, sample_files()[:2])]
    imported = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()

    outside = {name for name in imported if name.split(".")[1] in reading_code.AFTER_READING}
    assert outside <= {"kg.sample"}
    assert len(imported) > 50
    covered = {name for name, _ in reading_code.sources(reading_code.AFTER_READING)}
    assert {"forms/grids/words/wordings.json", "catalogue.json", "divisions.json", "readers/pdf.py"} <= covered


def test_the_digest_of_reading_depends_on_code_and_limits(monkeypatch):
    """A changed module, table, library or limit each gives another digest; nothing gives the same one."""
    plain = reading_code.reading_digest(read_original)
    found = {plain, reading_code.reading_digest(read_original)}
    assert len(found) == 1

    monkeypatch.setenv("KG_LIMIT_PAGES", "7")
    found.add(reading_code.reading_digest(read_original))
    monkeypatch.delenv("KG_LIMIT_PAGES")
    known = tuple(reading_code.sources(reading_code.AFTER_READING))
    for changed in ({"sources": lambda without: iter(known[1:])}, {"_version": lambda name: "0"}):
        with monkeypatch.context() as patch:
            for name, value in changed.items():
                patch.setattr(reading_code, name, value)
            found.add(digest_of_code(read_original))

    assert len(found) == 4
    assert digest_of_code(read_original) == plain


def digest_of_code(read):
    reading_code.code_digest.cache_clear()
    try:
        return reading_code.reading_digest(read)
    finally:
        reading_code.code_digest.cache_clear()


def test_a_served_build_of_another_machine_is_taken_over_too(tmp_path):
    """A dataset folder that was copied elsewhere is still not read again: no path or time decides anything."""
    sources, read = pages(tmp_path / "s", a="表 甲\n场次=10场\n"), CountingReader()
    first = build(tmp_path / "d", [sources], read=read)
    read.taken()
    shutil.copytree(tmp_path / "d", tmp_path / "e")
    pages(sources, b="表 乙\n场次=3场\n")

    build(tmp_path / "e", [sources], read=read)

    assert read.taken() == ["b.txt"]
    assert current_id(tmp_path / "e") != first.id


def living():
    return [one for one in gc.get_objects() if type(one) in (Reading, ReadOutcome)]


def test_no_step_holds_more_than_a_few_documents(tmp_path):
    """Reading, audit, index and mapping go through documents one at a time, whether read now or before."""
    most = {}
    # what other tests keep, held here so that no address is used again
    others = living()
    known = {id(one) for one in others}

    def count(step, done, _):
        if done % 10 == 9:
            alive = [one for one in living() if id(one) not in known]
            most[step] = max(most.get(step, 0), len(alive))

    for pass_ in range(2):
        sources = pages(tmp_path / "s", **{f"p{n}": f"表 {n}\n场次={n}场\n" for n in range(60 + pass_)})
        result = build(
            tmp_path / "d", [sources], map_graph=map_quads, audit=audit, derive=tiny.derive, progress=count, workers=2
        )
        assert result.read == (1 if pass_ else 60)

    assert {Step.READ, Step.AUDIT, Step.DERIVE, Step.MAP} <= set(most)
    assert most.pop(Step.READ) <= 2 * 3 + 2  # a few ahead for each process
    assert 1 <= max(most.values()) <= 2
