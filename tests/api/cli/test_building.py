"""`kg build` over time: what holds for a dataset holds on, what changes is said, and what is refused is said once."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from api.cli.parser import build_parser
from benchmarks.corpora.generating import corpus
from kg.dataset import open_build
from kg.sample import SAMPLE_FOLDER

HUANGPU, BAIYUN = SAMPLE_FOLDER / "huangpu_declaration.txt", SAMPLE_FOLDER / "baiyun_declaration.txt"
BASE = "https://data.example.org/kg/"


def test_documents_that_stay_keep_their_iris(kg, tmp_path):
    """`--add` and a rebuild keep the base IRI of the dataset; a new whole input without it says that IRIs change."""
    d = tmp_path / "d"
    kg("build", HUANGPU, "--base-iri", BASE, "--dataset", d)
    rebuilt = kg("build", "--dataset", d)
    added = kg("build", BAIYUN, "--add", "--dataset", d)
    kept = open_build(d).manifest.recipe.base_iri
    whole = kg("build", HUANGPU, BAIYUN, "--dataset", d)

    assert "没有变化" in rebuilt[1]
    assert (added[0], added[2]) == (0, "")
    assert kept == BASE
    assert f"--base-iri {BASE}" in whole[2]


def test_strict_says_each_refusal_once_and_that_nothing_is_served(kg, tmp_path):
    """The first refused file is not said twice, and the last line says what came of it."""
    bad = tmp_path / "notes.txt"
    bad.write_text("随手记的几句话", encoding="utf-8")
    code, out, err = kg("build", HUANGPU, bad, "--strict", "--dataset", tmp_path / "d")

    assert (code, out) == (1, "")
    assert err.count("notes.txt") == 1
    assert "没有换上新的构建" in err.splitlines()[-1]


def test_refused_files_are_named_again_when_nothing_changed(kg, tmp_path):
    """A second build of the same folder does nothing, and still says what it could not read."""
    bad = tmp_path / "notes.txt"
    bad.write_text("随手记的几句话", encoding="utf-8")
    kg("build", HUANGPU, bad, "--dataset", tmp_path / "d")
    code, out, err = kg("build", HUANGPU, bad, "--dataset", tmp_path / "d")

    assert code == 0
    assert "没有变化" in out
    assert "notes.txt" in err


def test_a_folder_with_nothing_to_read_says_what_it_met(kg, tmp_path):
    """An empty folder and one with other kinds of files are told apart, and make no build."""
    (tmp_path / "s").mkdir()
    empty = kg("build", tmp_path / "s", "--dataset", tmp_path / "d")
    (tmp_path / "s" / "budget.numbers").write_text("x")
    other = kg("build", tmp_path / "s", "--dataset", tmp_path / "d")

    assert [code for code, _, _ in (empty, other)] == [1, 1]
    assert "来源是空的" in empty[2]
    assert "budget.numbers" in other[2]


def test_a_name_in_another_encoding_is_read_as_it_is_stored(kg, tmp_path):
    """`kg read` cites a file by the name that a build stores, also when the name on disk is GB18030."""
    path = tmp_path / os.fsdecode("黄埔申报表.txt".encode("gb18030"))
    path.write_bytes(HUANGPU.read_bytes())
    _, read, _ = kg("read", path)
    kg("build", path, "--dataset", tmp_path / "d")
    (stored,) = (tmp_path / "d").glob("builds/*/records/*.json")

    assert json.loads(read)["document"]["name"] == "黄埔申报表.txt"
    assert read == stored.read_text("utf-8")


@pytest.mark.parametrize("name", ["长" * 80 + ".txt", "换\n行\t[red]x[.txt", " 带 空格 '引' \"号\".txt", "-rf.txt"])
def test_hits_stay_readable_beside_an_odd_file_name(kg, tmp_path, name):
    """No file name, however long or odd, pushes the other columns out of the table or is taken for markup."""
    path = tmp_path / name
    path.write_bytes(HUANGPU.read_bytes())
    built, _, _ = kg("build", tmp_path, "--dataset", tmp_path / "d")
    code, out, _ = kg("search", "科普讲座", "--limit", "2", "--dataset", tmp_path / "d")

    assert (built, code) == (0, 0)
    assert "≥6场" in out
    assert "黄埔科普讲坛活动场次" in out


def test_numbers_of_hundreds_of_digits_are_no_crash(kg, tmp_path):
    """A scan that prints an endless number costs that number, never the document or the build."""
    page = (SAMPLE_FOLDER / "city_self_evaluation.txt").read_text("utf-8")
    score = "97.79"
    assert score in page
    path = tmp_path / "page.txt"
    for digits in ("0" * 400, "9" * 400):
        path.write_text(page.replace(score, score + digits).replace("100", "1" + digits), encoding="utf-8")
        assert kg("read", path)[0] == 0
        assert kg("build", path, "--yes", "--dataset", tmp_path / "d")[0] == 0


def test_a_folder_with_bad_files_builds_all_others_and_lists_them(kg, tmp_path):
    """One file in a hundred that is no form is named with its reason; only --strict makes that an end with 1."""
    folder = tmp_path / "s"
    folder.mkdir()
    for name, data, _ in corpus(24, ("text",), seed=5):
        (folder / name).write_bytes(data)
    (folder / "bad.txt").write_text("随手记的几句话", encoding="utf-8")
    (folder / "copy of bad.txt").write_text("随手记的几句话", encoding="utf-8")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    code, out, err = kg("build", folder, "--dataset", tmp_path / "d", "--workers", "2")
    strict = kg("build", folder, "--dataset", tmp_path / "d", "--strict")

    assert (code, strict[0]) == (0, 1)
    assert "24 份文件" in out
    assert "拒绝 2 份" in out
    reasons = dict(line.split("：", 1) for line in err.splitlines() if "：" in line)  # the others tell the progress
    assert sorted(reasons) == ["bad.txt", "cut.pdf"]
    assert all(len(reason) > 5 for reason in reasons.values())


def test_every_processor_reads_by_default(monkeypatch):
    """A build uses what the machine gives it, up to eight processes."""
    for usable, workers in ((1, 1), (3, 3), (64, 8)):
        monkeypatch.setattr("os.sched_getaffinity", lambda _, usable=usable: set(range(usable)), raising=False)

        assert build_parser("zh").parse_args(["build", "x"]).workers == workers


def test_very_many_files_of_no_kind_are_counted(kg, tmp_path):
    """A folder full of pictures names a few of them and counts the rest."""
    for number in range(50):
        (tmp_path / f"{number:02d}.png").write_bytes(b"x")
    (tmp_path / HUANGPU.name).write_bytes(HUANGPU.read_bytes())
    _, _, err = kg("build", tmp_path, "--dataset", tmp_path / "d")

    assert err.count(".png") == 20
    assert "还有 30 个" in err


def test_a_full_disk_is_said_and_the_served_build_stays(kg, tmp_path, monkeypatch):
    """Whoever has no room left reads which file could not be written, and searches what was served before."""
    d = tmp_path / "d"
    kg("build", HUANGPU, "--dataset", d)
    written = Path.write_bytes

    def full(path, data):
        if path.parent.name == "records":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return written(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        code, out, err = kg("build", HUANGPU, BAIYUN, "--dataset", d)

    assert (code, out) == (1, "")
    assert "磁盘已满" in err
    assert kg("verify", "--dataset", d)[0] == 0
