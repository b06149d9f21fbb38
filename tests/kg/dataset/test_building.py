import errno
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.dataset import BuildFolder, Step, current_id, open_build, present_builds, verify_build
from kg.dataset.manifest import FORMAT_VERSION
from kg.errors import (
    DamagedBuildError,
    FormatVersionError,
    MetadataError,
    NoDatasetError,
    NoDocumentsError,
    NotFoundError,
    NothingReadableError,
    ShrinkError,
    UnknownFormError,
)
from kg.messages import error_text
from tests.kg.dataset import tiny
from tests.kg.dataset.tiny import build, digests, pages

ROOT = Path(__file__).resolve().parents[3]


def run(directory, sources, *, workers=1, kill_at="none", environment=None):
    """Build in a process of its own; returns its exit status and what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.kg.dataset.tiny", directory, str(workers), kill_at, *sources],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.split(), done.stderr


def leftovers(directory):
    """Names of what builds that ended early have left."""
    return {path.name for path in (directory / "builds").glob(".tmp-*/*")}


def alive(group):
    """Whether a process group still runs; zombies that nobody waits for do not count."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, process_group = path.read_text().rpartition(") ")[2].split()[:3]
        except OSError:
            continue
        if int(process_group) == group and state not in "ZX":
            return True
    return False


@pytest.fixture
def sources(tmp_path):
    return pages(tmp_path / "sources", a="表 甲\n场次=10场\n", b="表 乙\n人次=≥200人次\n", c="表 丙\n覆盖率=90%\n")


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "dataset"


def test_a_build_holds_its_sources_records_and_graph_and_is_sound(directory, sources):
    """A first build is served, holds everything it was made from, and verify finds nothing."""
    result = build(directory, [sources], audit=tiny.audit, derive=tiny.derive)

    opened = open_build(directory)
    digest = opened.documents[0].digest
    folder = opened.folder.source(digest)
    assert opened.id == result.id == (directory / "CURRENT").read_text().strip()
    assert not result.unchanged
    assert [p.name for p in sorted(folder.iterdir())] == ["original.txt", "text.txt"]
    assert opened.original(digest).read_bytes() == (sources / opened.documents[0].names[0]).read_bytes()
    assert sorted(opened.manifest.counts.items())[:3] == [("amounts", 0), ("corrections", 0), ("departments", 1)]
    assert opened.manifest.counts["quads"] == len(opened.folder.graph.read_bytes().splitlines())
    assert opened.manifest.derived_graphs == (f"{tiny.BASE}graph/neighbours/tiny",)
    assert "vectors/names.txt" in opened.manifest.files
    assert verify_build(opened, map_graph=tiny.map_graph, audit=tiny.audit, read=tiny.read) == []


def test_the_same_input_again_does_nothing(directory, sources):
    """Building the same input again says so and touches no file."""
    first = build(directory, [sources])
    before = {path: path.stat().st_mtime_ns for path in directory.rglob("*") if path.name != "lock"}

    again = build(directory, [sources])

    after = {path: path.stat().st_mtime_ns for path in directory.rglob("*") if path.name != "lock"}
    assert again.unchanged
    assert (again.id, again.documents, again.counts) == (first.id, first.documents, first.counts)
    files = {path for path in before if path.is_file()}
    assert {p: before[p] for p in files} == {p: after[p] for p in files}


def test_going_back_to_an_earlier_input_serves_its_build_again(directory, sources):
    """A build that is still there is not made again, only served."""
    first = build(directory, [sources])
    pages(sources, d="表 丁\n篇数=3篇\n")
    build(directory, [sources])
    (sources / "d.txt").unlink()

    steps = []
    back = build(directory, [sources], progress=lambda step, *_: steps.append(step))

    assert (back.id, back.unchanged, back.left) == (first.id, False, ("d.txt",))
    assert Step.READ not in steps
    assert current_id(directory) == first.id


def test_same_bytes_whatever_the_machine_is_like(tmp_path, sources):
    """Order of files, hash seed, time zone, locale and the number of workers leave no trace in the bytes."""
    names = sorted(str(path) for path in sources.iterdir())
    plain = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "PYTHONUTF8": "0"}
    other = {"PYTHONHASHSEED": "99", "TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.GB18030", "PYTHONUTF8": "0"}

    one = run(str(tmp_path / "one"), names, environment=plain)
    two = run(str(tmp_path / "two"), names[::-1], workers=2, environment=other)

    assert one[0] == two[0] == 0, one[2] + two[2]
    assert one[1] == two[1]


def test_an_executor_that_is_handed_in_reads_and_is_left_running(tmp_path, sources):
    """Any executor of the standard interface reads; the bytes are those of reading in line."""
    build(tmp_path / "one", [sources])
    with ThreadPoolExecutor(3) as executor:
        build(tmp_path / "two", [sources], executor=executor)

        assert digests(tmp_path / "one") == digests(tmp_path / "two")
        assert executor.submit(int, "7").result() == 7


@pytest.mark.parametrize("kill_at", ["read:1", "derive", "store", "seal", "publish"])
def test_a_build_killed_at_any_point_leaves_the_last_one_served(tmp_path, sources, kill_at):
    """After kill -9 the old build is served and sound; the next writer sweeps and builds."""
    directory = tmp_path / "dataset"
    first = build(directory, [sources], audit=tiny.audit, derive=tiny.derive)
    pages(sources, d="表 丁\n篇数=3篇\n")

    status, _, _ = run(str(directory), [str(sources)], kill_at=kill_at)

    assert status == -signal.SIGKILL
    assert current_id(directory) == first.id
    assert verify_build(open_build(directory), map_graph=tiny.map_graph, audit=tiny.audit) == []

    second = build(directory, [sources], audit=tiny.audit, derive=tiny.derive)
    left = sorted(path.name for path in (directory / "builds").iterdir())
    assert left == sorted([first.id, second.id])
    assert verify_build(open_build(directory), map_graph=tiny.map_graph, audit=tiny.audit) == []


def test_reading_processes_end_with_a_killed_build(tmp_path, sources):
    """Workers of a killed build do not stay behind."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.kg.dataset.tiny", str(tmp_path / "d"), "2", "read:1", str(sources)],
        cwd=ROOT,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    assert process.wait() == -signal.SIGKILL

    deadline = time.monotonic() + 20
    while alive(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(process.pid)


def test_a_build_killed_after_its_last_step_is_the_served_one(tmp_path, sources):
    """Once CURRENT was renamed, the new build is served, whatever happens then."""
    directory = tmp_path / "dataset"
    first = build(directory, [sources])
    pages(sources, d="表 丁\n篇数=3篇\n")

    status, _, _ = run(str(directory), [str(sources)], kill_at="done")

    assert status == -signal.SIGKILL
    assert current_id(directory) != first.id
    assert len(open_build(directory).documents) == 4


@pytest.mark.parametrize("at", [Step.READ, Step.MAP, Step.SEAL, Step.PUBLISH])
def test_a_full_disk_leaves_the_served_build_and_what_was_read(directory, sources, at):
    """An error of the disk ends the build with that error; what was served stays, and of the new one its readings."""
    first = build(directory, [sources])
    pages(sources, d="表 丁\n篇数=3篇\n")

    def full(step, *_):
        if step is at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(OSError, match="No space left"):
        build(directory, [sources], progress=full)

    assert current_id(directory) == first.id
    assert leftovers(directory) <= {"readings.jsonl", "sources", "records"}


@pytest.mark.parametrize("most", [10_000, 60_000, 200_000], ids=["record", "journal", "graph"])
def test_a_file_limit_met_while_writing_leaves_the_served_build(tmp_path, sources, most):
    """A real write error in the middle of a file (limit on file size) does the same, whichever file it meets."""
    directory = tmp_path / "dataset"
    first = build(directory, [sources])
    pages(sources, **{f"p{n}": f"表 {n}\n" + "".join(f"名{n}-{k}=值\n" for k in range(20)) for n in range(160)})
    code = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
        "from tests.kg.dataset import tiny\n"
        f"tiny.build({str(directory)!r}, [{str(sources)!r}], with_store=True)"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert current_id(directory) == first.id
    assert present_builds(directory) == [first.id]
    assert leftovers(directory) <= {"readings.jsonl", "sources", "records"}


def test_a_rebuild_needs_nothing_outside(directory, sources):
    """Without sources the stored originals are built again, with their names and metadata."""
    (sources / "documents.csv").write_text("file,title\na.txt,甲的表\n", encoding="utf-8")
    first = build(directory, [sources])
    for path in sources.iterdir():
        path.unlink()

    again = build(directory)
    newer = build(directory, software="2")

    assert again.unchanged
    assert newer.id != first.id
    assert [(d.names, dict(d.metadata)) for d in newer.documents] == [
        (d.names, dict(d.metadata)) for d in first.documents
    ]


def test_another_format_version_is_refused_and_can_be_rebuilt(directory, sources):
    """Opening says what to do, and doing it works from the stored originals."""
    first = build(directory, [sources])
    manifest = directory / "builds" / first.id / "manifest.json"
    plain = json.loads(manifest.read_bytes())
    manifest.write_text(json.dumps({"format_version": 0, "documents": plain["documents"]}))

    with pytest.raises(FormatVersionError) as refusal:
        open_build(directory)
    rebuilt = build(directory)

    assert f"数据集格式版本是 0，本软件读 {FORMAT_VERSION}；运行 `kg build" in error_text(refusal.value, "zh")
    assert rebuilt.documents == first.documents
    assert verify_build(open_build(directory), map_graph=tiny.map_graph) == []


def test_a_damaged_build_is_mended_in_place(directory, sources):
    """The same input over a damaged build makes it whole again, byte for byte."""
    first = build(directory, [sources], derive=tiny.derive)
    whole = digests(directory)
    folder = BuildFolder(directory / "builds" / first.id)
    graph = folder.graph.read_bytes()
    folder.graph.write_bytes(graph.replace("甲市科协".encode(), "乙市科协".encode()))
    (folder.path / "vectors" / "names.txt").unlink()
    (folder.path / "stray").write_text("x")

    result = build(directory, derive=tiny.derive)

    assert (result.id, result.unchanged) == (first.id, False)
    assert digests(directory) == whole


@pytest.mark.parametrize("text", [None, "", "xyz\n", "0123456789abcdef\n"], ids=["lost", "empty", "garbage", "other"])
def test_a_damaged_current_is_mended_by_a_rebuild(directory, sources, text):
    """Without sources the build that was served last is served again: what the error advises works."""
    build(directory, [sources], software="2")
    last = build(directory, [sources])
    (directory / "CURRENT").unlink()
    if text is not None:
        (directory / "CURRENT").write_text(text)

    again = build(directory)

    assert again.documents == last.documents
    assert current_id(directory) == last.id


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:400]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"a.txt", b"x.txt")),
    ],
    ids=["lost", "empty", "cut", "changed"],
)
def test_a_damaged_manifest_is_mended_by_a_rebuild(directory, sources, spoil):
    """Originals and records name the documents again: the same build comes out, with its names and metadata."""
    (sources / "documents.csv").write_text("file,title\na.txt,甲的表\n", encoding="utf-8")
    first = build(directory, [sources])
    whole = digests(directory)
    spoil(directory / "builds" / first.id / "manifest.json")

    again = build(directory)

    assert again.id == first.id
    assert digests(directory) == whole


def test_a_folder_without_a_document_says_what_was_met(directory, sources, tmp_path):
    """An empty or wrong folder is no input: nothing leaves, and what was met and not taken is named."""
    first = build(directory, [sources])
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(NoDocumentsError) as nothing:
        build(directory, [empty], yes=True)
    (empty / "table.ods").write_bytes(b"x")
    with pytest.raises(NoDocumentsError) as wrong:
        build(directory, [empty], yes=True)

    assert "来源是空的" in error_text(nothing.value)
    assert "table.ods" in error_text(wrong.value)
    assert current_id(directory) == first.id


def test_a_lost_original_is_taken_from_an_older_build(directory, sources):
    """Stored bytes are found by digest in any build that has them; without one the file is named."""
    build(directory, [sources], software="1")
    second = build(directory, [sources], software="2")
    digest = second.documents[0].digest
    original = directory / "builds" / second.id / "sources" / digest / "original.txt"
    original.write_bytes(b"changed")

    third = build(directory, software="3", keep=1)

    assert verify_build(open_build(directory), map_graph=tiny.map_graph) == []
    lost = directory / "builds" / third.id / "sources" / digest / "original.txt"
    lost.write_bytes(b"changed")
    with pytest.raises(DamagedBuildError, match=f"sources/{digest}/original.txt"):
        build(directory, software="4")
    assert current_id(directory) == third.id


def test_the_last_builds_stay_and_the_served_one_always(directory, sources):
    """keep says how many builds stay, oldest served go first."""
    ids = [build(directory, [sources], software=str(n)).id for n in range(5)]

    assert present_builds(directory) == ids[2:]
    assert build(directory, [sources], software="2").id == ids[2]  # served again: now the newest
    last = build(directory, [sources], software="9", keep=2)
    assert present_builds(directory) == [ids[2], last.id]
    assert last.removed == (ids[3], ids[4])


def test_what_is_not_named_leaves_and_add_keeps_it(directory, sources):
    """SOURCE is the whole input; --add keeps the rest."""
    build(directory, [sources])
    other = pages(sources.parent / "other", d="表 丁\n篇数=3篇\n")

    added = build(directory, [other], add=True)
    left = build(directory, [sources])

    assert sorted(name for d in added.documents for name in d.names) == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert added.left == ()
    assert left.left == ("d.txt",)


def test_losing_more_than_half_needs_a_yes(directory, sources):
    """A slip of the folder does not empty a dataset; a new edition under the old name is no loss."""
    first = build(directory, [sources])
    pages(sources, a="表 甲\n场次=11场\n", b="表 乙\n人次=300人次\n")
    edition = build(directory, [sources])
    few = pages(sources.parent / "few", a="表 甲\n场次=11场\n")

    with pytest.raises(ShrinkError) as refusal:
        build(directory, [few])
    assert (refusal.value.leaving, refusal.value.present) == (2, 3)
    assert current_id(directory) == edition.id != first.id
    assert build(directory, [few], yes=True).left == ("b.txt", "c.txt")


def test_equal_files_are_one_document_with_both_names(directory, sources):
    """The same bytes under two names count once, and both names are kept in manifest and records."""
    pages(sources / "copies", z="表 甲\n场次=10场\n")

    result = build(directory, [sources])

    (both,) = [d for d in result.documents if len(d.names) == 2]
    reading = next(r for r in open_build(directory).readings() if r.document.id == both.id)
    assert both.names == reading.document.names == ("a.txt", "z.txt")
    assert reading.document.name == "a.txt"
    assert result.counts["documents"] == 3


def test_one_bad_file_is_reported_and_the_rest_goes_on(directory, sources):
    """A page of no known form, an empty file and bytes that are no text are refused each with its reason."""
    pages(sources, bad="别的东西\n", empty="")
    (sources / "image.txt").write_bytes(b"\x89PNG\r\n")
    met = []

    result = build(directory, [sources], report=lambda name, error: met.append((name, error.key)))

    reasons = {name: error.key for name, error in result.refused}
    assert reasons == {"bad.txt": "unknown-form", "empty.txt": "empty-document", "image.txt": "not-text"}
    assert sorted(met) == sorted(reasons.items())
    assert (result.counts["documents"], result.counts["refused"]) == (6, 3)
    met.clear()
    again = build(directory, [sources], report=lambda name, error: met.append((name, error.key)))
    assert again.unchanged
    assert sorted(met) == sorted(reasons.items())
    assert [str(e) for _, e in again.refused] == [str(e) for _, e in result.refused]
    assert verify_build(open_build(directory), map_graph=tiny.map_graph, read=tiny.read) == []


def test_strict_ends_a_build_with_a_refused_file(directory, sources):
    """Under strict nothing is served that lacks a document, also when such a build stands already."""
    first = build(directory, [sources])
    pages(sources, bad="别的东西\n", worse="又一个\n")

    with pytest.raises(UnknownFormError) as refusal:
        build(directory, [sources], strict=True)

    assert len(refusal.value.__notes__) == 1
    assert current_id(directory) == first.id
    build(directory, [sources])
    with pytest.raises(UnknownFormError):
        build(directory, [sources], strict=True)


def test_a_file_that_the_system_will_not_read_is_reported(directory, sources):
    """A file without permission or on a broken disk is named, and the rest goes on; not under strict."""
    (sources / "d.txt").symlink_to("/proc/self/mem")

    result = build(directory, [sources])

    assert [(s.name, s.reason) for s in result.skipped] == [("d.txt", "unreadable")]
    assert result.counts["documents"] == 3
    with pytest.raises(OSError, match=r"d\.txt"):
        build(directory, [sources], strict=True)


def test_a_mistake_of_ours_is_not_taken_for_a_bad_document(directory, sources):
    """Only documents are refused; a defect of the software ends the build and names the document."""
    first = build(directory, [sources])
    pages(sources, d="表 BUG\n篇数=3篇\n")

    with pytest.raises(ZeroDivisionError) as mistake:
        build(directory, [sources])

    assert any("d.txt" in note for note in mistake.value.__notes__)
    assert current_id(directory) == first.id


def test_no_readable_file_makes_no_build(directory, sources, tmp_path):
    """Nothing readable is an error, and what was served stays."""
    first = build(directory, [sources])
    bad = pages(tmp_path / "bad", a="别的东西\n", b="也不是\n")

    with pytest.raises(NothingReadableError) as refusal:
        build(directory, [bad])

    assert refusal.value.count == 2
    assert current_id(directory) == first.id


def test_a_missing_path_is_named_before_anything_is_done(directory, sources):
    """A slip in a path does nothing at all."""
    with pytest.raises(NotFoundError, match="nowhere"):
        build(directory, [sources, sources / "nowhere"])

    assert not directory.exists()


def test_without_sources_and_without_a_dataset_there_is_nothing_to_rebuild(directory):
    """Rebuilding what is not there says so and makes no folder."""
    with pytest.raises(NoDatasetError):
        build(directory)

    assert not directory.exists()


def test_metadata_changes_the_build_and_its_problems_do_not_spoil_it(directory, sources):
    """What documents.csv says reaches reader and manifest; a line that cannot be used is reported."""
    first = build(directory, [sources])
    (sources / "documents.csv").write_text("file,fiscal_year\na.txt,2022\nb.txt,twenty\n", encoding="utf-8")

    result = build(directory, [sources])

    (given,) = [d for d in result.documents if d.metadata]
    reading = next(r for r in open_build(directory).readings() if r.document.metadata)
    assert result.id != first.id
    assert (given.names, dict(given.metadata)) == (("a.txt",), {"fiscal_year": "2022"})
    assert dict(reading.document.metadata) == {"fiscal_year": "2022"}
    assert [str(p) for p in result.problems] == ["documents.csv:3: fiscal_year: found 'twenty', expected 1950–2099"]
    with pytest.raises(MetadataError):
        build(directory, [sources], strict=True)


def test_corrections_are_part_of_the_input(directory, sources):
    """Another corrections.csv is another build, and the one it was made with stands inside."""
    first = build(directory, [sources])
    (directory / "corrections.csv").write_bytes(b"document\n")

    second = build(directory, [sources])

    assert second.id != first.id
    assert (open_build(directory).folder.path / "corrections.csv").read_bytes() == b"document\n"


def test_a_dataset_inside_its_source_folder_is_not_read(sources):
    """Building into a folder below the sources does not swallow the dataset's own files."""
    build(sources / "dataset", [sources])

    again = build(sources / "dataset", [sources])

    assert again.unchanged
    assert ("dataset", "dataset") in {(s.name, s.reason) for s in again.skipped}


def test_no_path_of_the_machine_and_no_time_enters_a_build(directory, sources, tmp_path):
    """No file of a build, store apart, holds the path it was made in."""
    result = build(directory, [sources], audit=tiny.audit, derive=tiny.derive)

    folder = directory / "builds" / result.id
    for path in folder.rglob("*"):
        if path.is_file() and "store" not in path.relative_to(folder).parts:
            assert str(tmp_path).encode() not in path.read_bytes()
