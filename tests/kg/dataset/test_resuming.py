"""A build that ended before it was served: what it had read is taken up, what it left half done is never trusted."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.dataset import Step, current_id, open_build, verify_build
from kg.dataset.durable import digest_file
from kg.dataset.kept import JOURNAL
from kg.dataset.publish import is_whole
from kg.errors import UnknownFormError
from tests.kg.dataset import tiny
from tests.kg.dataset.tiny import CountingReader, build, digests, flip, pages

ROOT = Path(__file__).resolve().parents[3]
COUNT = 12
NAMES = [f"p{n:02d}.txt" for n in range(COUNT)]


@pytest.fixture
def sources(tmp_path):
    return pages(tmp_path / "sources", **{name[:-4]: f"表 {name}\n场次={name[1:3]}场\n" for name in NAMES})


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "dataset"


def killed(directory, sources, at, *, workers=1):
    """Build in a process that is killed with SIGKILL; return the names of the files that it read."""
    noted = directory.parent / "noted"
    done = subprocess.run(
        [sys.executable, "-m", "tests.kg.dataset.tiny", directory, str(workers), at, sources],
        cwd=ROOT,
        env={**os.environ, "TINY_READ": str(noted)},
        stderr=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    return CountingReader(noted).taken()


def left(directory):
    return sorted(path.name for path in (directory / "builds").iterdir())


def as_from_scratch(directory, sources):
    """Whether the served build has the bytes of one that read everything."""
    other = directory.parent / "scratch"
    build(other, [sources], audit=tiny.audit, derive=tiny.derive)
    ours, theirs = digests(directory), digests(other)
    here = f"builds/{current_id(other)}/"
    return {name: one for name, one in ours.items() if name.startswith(here)} == {
        name: one for name, one in theirs.items() if name.startswith(here)
    }


@pytest.mark.parametrize(("at", "workers"), [("read:5", 1), ("read:5", 2), ("derive", 1), ("seal", 1), ("publish", 1)])
def test_after_a_kill_only_what_was_not_read_is_read(directory, sources, at, workers):
    """kill -9 in the middle of reading loses what was being read, after it nothing; the bytes are the same."""
    killed(directory, sources, at, workers=workers)
    read = CountingReader()

    result = build(directory, [sources], read=read, audit=tiny.audit, derive=tiny.derive)

    assert len(read.taken()) == result.read == (COUNT - 5 if at == "read:5" else 0)
    assert left(directory) == [result.id]
    assert as_from_scratch(directory, sources)
    assert verify_build(open_build(directory), map_graph=tiny.map_graph, audit=tiny.audit, read=tiny.read) == []


def test_killed_again_and_again_it_still_gets_there(directory, sources):
    """Each try takes up what all before it had read, and no file is read twice for nothing."""
    again = [len(killed(directory, sources, f"read:{at}")) for at in (3, 6, 9)]
    read = CountingReader()

    build(directory, [sources], read=read)

    assert again == [3, 3, 3]
    assert len(read.taken()) == COUNT - 9


def test_what_was_taken_up_stands_once_on_the_disk(directory, sources):
    """Several ends early do not pile up copies of the same readings."""
    for at in (4, 8, 11):
        killed(directory, sources, f"read:{at}")

    build_folders = directory / "builds"
    assert len(list(build_folders.glob(".tmp-*/records/*.json"))) == 11


def test_an_input_that_changed_after_the_kill_takes_up_what_is_still_the_same(directory, sources):
    """Another input is another build, and the readings of an ended one serve it as well."""
    killed(directory, sources, "derive")
    (sources / NAMES[0]).write_text("表 新\n场次=99场\n", encoding="utf-8")
    (sources / NAMES[1]).unlink()
    (sources / "documents.csv").write_text(f"file,fiscal_year\n{NAMES[2]},2023\n", encoding="utf-8")
    read = CountingReader()

    build(directory, [sources], read=read, audit=tiny.audit, derive=tiny.derive)

    assert read.taken() == [NAMES[0], NAMES[2]]
    assert as_from_scratch(directory, sources)


def test_other_code_takes_nothing_up(directory, sources):
    """After an upgrade what the old code read before it was killed is swept."""
    killed(directory, sources, "derive")
    read = CountingReader()

    result = build(directory, [sources], read=read, reading="2")

    assert len(read.taken()) == COUNT
    assert left(directory) == [result.id]


@pytest.mark.parametrize("spoil", [flip, lambda path: path.write_bytes(b""), lambda path: path.unlink()])
@pytest.mark.parametrize("which", ["records/*.json", "sources/*/text.txt"])
def test_a_damaged_leftover_is_read_again(directory, sources, which, spoil):
    """A file whose bytes are not those that were written down costs its document another reading, and no more."""
    killed(directory, sources, "derive")
    spoil(sorted((directory / "builds").glob(f".tmp-*/{which}"))[0])
    read = CountingReader()

    build(directory, [sources], read=read, audit=tiny.audit, derive=tiny.derive)

    assert len(read.taken()) == 1
    assert as_from_scratch(directory, sources)


def test_a_damaged_journal_is_believed_line_by_line(directory, sources):
    """A line that was cut off or changed is passed over; the others hold. A refusal cannot be slipped in."""
    pages(sources, bad="别的东西\n")
    killed(directory, sources, "derive")
    (journal,) = (directory / "builds").glob(f".tmp-*/{JOURNAL}")
    lines = journal.read_bytes().splitlines(keepends=True)
    refused = next(n for n, line in enumerate(lines) if b"refused" in line)
    lines[refused] = lines[refused].replace("别的".encode(), "好的".encode())
    lines[0] = b"\xff\x00 not a line\n"
    journal.write_bytes(b"".join(lines)[:-9])
    read = CountingReader()

    result = build(directory, [sources], read=read, audit=tiny.audit, derive=tiny.derive)

    assert len(read.taken()) == 3
    assert [error.first_words for _, error in result.refused] == ["别的东西"]
    assert as_from_scratch(directory, sources)


def test_an_interrupted_build_is_taken_up(directory, sources):
    """Ctrl-C after half the files is no reason to read them again."""
    read = CountingReader()

    def interrupt(step, done, _):
        if step is Step.READ and done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(directory, [sources], read=read, progress=interrupt)
    assert not list((directory / "builds").glob(".tmp-*/sources/*/original*"))
    assert len(read.taken()) == 5

    build(directory, [sources], read=read)

    assert len(read.taken()) == COUNT - 5


def test_files_refused_under_strict_need_no_second_reading_of_the_others(directory, sources):
    """Whoever mends or removes the one bad file does not wait for all the good ones again."""
    pages(sources, bad="别的东西\n")
    read = CountingReader()
    with pytest.raises(UnknownFormError):
        build(directory, [sources], read=read, strict=True)
    read.taken()
    pages(sources, bad="表 好\n场次=1场\n")

    build(directory, [sources], read=read, strict=True)

    assert read.taken() == ["bad.txt"]


def test_a_file_that_changes_while_others_are_read_comes_in_as_it_is_then(directory, sources):
    """What was decided before reading is decided again; nothing that was read already is read once more."""
    read = CountingReader()
    *_, removed, changed = sorted(NAMES, key=lambda name: digest_file(sources / name)[0])  # read last

    def change(step, done, _):
        if step is Step.READ and done == 5:
            (sources / changed).write_text("表 改\n场次=1场\n", encoding="utf-8")
            (sources / removed).unlink(missing_ok=True)

    build(directory, [sources], read=read, progress=change)

    opened = open_build(directory)
    assert {name for document in opened.documents for name in document.names} == {*NAMES} - {removed}
    assert "改" in {reading.document.title for reading in opened.readings()}
    assert read.taken() == sorted({*NAMES} - {removed})


def test_a_file_that_never_stands_still_is_left_out_with_its_reason(directory, sources):
    """A log that somebody writes all the time costs that file, never the build; under strict it is an error."""
    restless = sources / "z.txt"
    count = iter(range(1000))

    def change(step, done, _):
        if step is Step.READ and done == 0:
            restless.write_text(f"表 动\n场次={next(count)}场\n", encoding="utf-8")

    restless.write_text("表 动\n", encoding="utf-8")
    result = build(directory, [sources], progress=change)

    assert [(skipped.name, skipped.reason) for skipped in result.skipped] == [("z.txt", "changing")]
    assert len(result.documents) == COUNT
    with pytest.raises(OSError, match=r"z\.txt"):
        build(directory, [sources], progress=change, strict=True)


@contextmanager
def full_disk(monkeypatch, after):
    """Let the disk be full at the write number ``after``, counted over files opened, written, renamed and folders."""
    seen = []

    def counted(name, method, *, writes):
        def call(path, *arguments, **settings):
            if writes(arguments, settings) and "dataset" in path.parts:
                seen.append(name)
                if len(seen) == after:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            return method(path, *arguments, **settings)

        return call

    def opened_to_write(arguments, settings):
        return any(sign in str(settings.get("mode", arguments[0] if arguments else "r")) for sign in "wxa+")

    with monkeypatch.context() as patch:
        for name in ("mkdir", "rename", "replace"):
            patch.setattr(Path, name, counted(name, getattr(Path, name), writes=lambda *_: True))
        patch.setattr(Path, "open", counted("open", Path.open, writes=opened_to_write))
        yield seen


def test_a_disk_that_is_full_at_any_write_leaves_a_sound_served_build(tmp_path, monkeypatch):
    """At each single write in turn: the error of the disk, the served build as it was, of the new one its readings."""
    sources = pages(tmp_path / "few", a="表 甲\n场次=10场\n", b="表 乙\n场次=3场\n")
    first = build(tmp_path / "first", [sources], audit=tiny.audit, derive=tiny.derive)
    before = digests(tmp_path / "first")
    pages(sources, new="表 新\n场次=1场\n")
    failed = []
    while True:
        directory = tmp_path / f"{len(failed)}" / "dataset"
        shutil.copytree(tmp_path / "first", directory)
        with full_disk(monkeypatch, len(failed) + 1) as seen:
            try:
                build(directory, [sources], audit=tiny.audit, derive=tiny.derive)
                break
            except OSError as error:
                reason = error.errno
        assert reason == errno.ENOSPC
        failed.append(seen[-1])
        assert {path.name for path in directory.glob("builds/.tmp-*/*")} <= {JOURNAL, "sources", "records"}
        assert current_id(directory) == first.id
        now = digests(directory)
        assert {name: now[name] for name in before} == before
        served = [name for name in left(directory) if not name.startswith(".tmp-")]
        assert all(is_whole(directory, name) for name in served)
    assert {"mkdir", "open", "rename", "replace"} == set(failed)
    assert len(failed) > 20
    assert verify_build(open_build(directory), map_graph=tiny.map_graph, audit=tiny.audit, read=tiny.read) == []
