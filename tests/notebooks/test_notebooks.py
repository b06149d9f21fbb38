"""The notebooks: pairs in step, nothing stored, and what they say holds on the shipped sample."""

import ast
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

import pytest

from api import open_dataset

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "notebooks"
NAMES = ("drafting", "research")
PROJECT = {"kg", "embeddings", "api", "notebooks", "tests", "docs", "benchmarks"}
SHOWN_WITH = {"rdflib", "pandas", "altair"}
SVG = "{http://www.w3.org/2000/svg}"


def needed(*modules):
    """Import what the notebooks need, or skip in a way that nobody overlooks."""
    for module in modules:
        pytest.importorskip(
            module, reason=f"LOUD: {module} is missing, so the notebooks are not run: pip install -e .[notebooks]"
        )


def stored(name):
    return json.loads((FOLDER / f"{name}.ipynb").read_text(encoding="utf-8"))


def code_of(name):
    cells = ["".join(cell["source"]) for cell in stored(name)["cells"] if cell["cell_type"] == "code"]
    return ast.parse("\n".join(cells))


@pytest.fixture(scope="session")
def executed(sample_dataset, tmp_path_factory):
    """Both notebooks run from start to end on the sample, by the Python that runs the tests."""
    needed("ipykernel", "nbclient", "pandas", "altair", "vl_convert")
    import nbformat
    from ipykernel.kernelspec import write_kernel_spec
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    kernels = tmp_path_factory.mktemp("kernels")
    write_kernel_spec(str(kernels / "python3"))
    environment = {
        **os.environ,
        "KG_DATASET": str(sample_dataset),
        "PYTHONPATH": str(ROOT),
        "IPYTHONDIR": str(kernels / "ipython"),
    }
    done = {}
    for name in NAMES:
        done[name] = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
        manager = AsyncKernelManager(
            kernel_name="python3",
            kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(kernels)]),
            connection_file=str(kernels / f"{name}.json"),
        )
        client = NotebookClient(done[name], km=manager, timeout=60, resources={"metadata": {"path": str(FOLDER)}})
        client.execute(cleanup_kc=True, env=environment)
    return done


def outputs(notebook):
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def tables(notebook):
    """The tables shown, each as rows of words under their headings."""
    found = []
    for output in outputs(notebook):
        if "text/html" in output.get("data", {}):
            page = ElementTree.parse(
                io.StringIO(re.sub(r"<style.*?</style>", "", output.data["text/html"], flags=re.DOTALL))
            )
            headings, *rows = ([(cell.text or "") for cell in row][1:] for row in page.iter("tr"))
            found.append([dict(zip(headings, row, strict=True)) for row in rows])
    return found


@pytest.fixture(scope="session")
def drafting(executed):
    return tables(executed["drafting"])


@pytest.fixture(scope="session")
def research(executed):
    return tables(executed["research"])


@pytest.fixture(scope="session")
def chart(executed):
    """The words of the chart: of each text element of the SVG."""
    (svg,) = [o.data["image/svg+xml"] for o in outputs(executed["research"]) if "image/svg+xml" in o.get("data", {})]
    return svg, ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_folder_holds_these_pairs():
    """Every notebook is known to these tests, and none is without its pair."""
    needed("jupytext")
    from notebooks.generate import sources

    assert [path.stem for path in sources()] == list(NAMES)
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_pair_is_in_step(name):
    """The .ipynb is what its .py gives, to the byte, every time."""
    needed("jupytext")
    from notebooks.generate import rendered

    assert (FOLDER / f"{name}.ipynb").read_text(encoding="utf-8") == rendered(FOLDER / f"{name}.py")


def test_check_names_what_is_out_of_step(tmp_path, capsys):
    """A changed .py is named by --check with status 1, and writing mends it."""
    needed("jupytext")
    from notebooks.generate import main

    source = tmp_path / "story.py"
    source.write_text((FOLDER / "drafting.py").read_text(encoding="utf-8"), encoding="utf-8")
    before = main(["--check"], tmp_path)
    main([], tmp_path)
    source.write_text(source.read_text(encoding="utf-8") + "\n# %%\n1 + 1\n", encoding="utf-8")

    assert (before, main(["--check"], tmp_path)) == (1, 1)
    assert "story.ipynb" in capsys.readouterr().err
    assert (main([], tmp_path), main(["--check"], tmp_path)) == (0, 0)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_run_is_stored(name):
    """No output, no count, no metadata of the machine or the program that wrote it."""
    notebook = stored(name)

    assert notebook["metadata"] == {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    for cell in notebook["cells"]:
        assert cell["metadata"] == {}
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)


@pytest.mark.parametrize("name", NAMES)
def test_short_and_told_in_words(name):
    """Under 15 cells, words before each, and the first says the conclusion and where the dataset comes from."""
    cells = stored(name)["cells"]
    kinds = [cell["cell_type"] for cell in cells]
    first = "".join(cells[0]["source"])

    assert len(cells) < 15
    assert kinds == ["markdown", "code"] * (len(cells) // 2)
    assert all(word in first for word in ("**结论**", "`KG_DATASET`", "`../dataset`", "kg demo --keep"))


@pytest.mark.parametrize("name", NAMES)
def test_uses_one_door_and_defines_nothing(name):
    """Of the project only open_dataset is imported, and nothing is defined that another could import."""
    nodes = list(ast.walk(code_of(name)))
    imported = {a.name.partition(".")[0] for node in nodes if isinstance(node, ast.Import) for a in node.names}
    taken = {(node.module, a.name) for node in nodes if isinstance(node, ast.ImportFrom) for a in node.names}

    assert imported <= SHOWN_WITH | sys.stdlib_module_names
    assert {one for one in taken if one[0].partition(".")[0] not in sys.stdlib_module_names} == {
        ("api", "open_dataset")
    }
    assert imported.isdisjoint(PROJECT)
    assert not [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]


@pytest.mark.parametrize("name", NAMES)
def test_runs_from_start_to_end(executed, name):
    """Every cell runs, in order, without a warning or an error."""
    cells = [cell for cell in executed[name].cells if cell.cell_type == "code"]

    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert {output.output_type for output in outputs(executed[name])} == {"display_data"}


@pytest.mark.parametrize(("name", "words"), [("drafting", "没有可比的目标"), ("research", "全年开展科普活动场次")])
def test_runs_as_a_script_and_prints_its_tables(sample_dataset, name, words):
    """Whoever runs the .py in a terminal sees every table whole: no column is left out, no object's name is printed."""
    needed("pandas", "altair")
    environment = {**os.environ, "KG_DATASET": str(sample_dataset), "PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    command = [sys.executable, str(FOLDER / f"{name}.py")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=True)

    assert words in done.stdout
    assert done.stdout.count("\n\n") >= 4
    assert " ... " not in done.stdout
    assert "Chart" not in done.stdout


def test_draft_without_peers_is_said_to_have_none(drafting):
    """The conclusion holds: four drafts have comparable targets, 新建充电桩数量 has none and is offered none."""
    _, positions, best, without = drafting
    nothing = [row["草案"] for row in positions if row["可比条数"] == "0"]

    assert (len(positions), nothing) == (5, ["新建充电桩数量"])
    assert [(row["草案"], row["结论"]) for row in without] == [("新建充电桩数量", "没有可比的目标")]
    assert {row["草案"] for row in best} == {row["草案"] for row in positions} - set(nothing)


def test_position_counts_every_peer_once(drafting):
    """Above, equal and below add up to the number of peers."""
    for row in drafting[1]:
        counts = [int(count) for count in re.findall(r"[于] (\d+) 条", row["拟定值的位置"])]
        assert sum(counts) == int(row["可比条数"])
        assert len(counts) == (3 if sum(counts) else 0)


def test_drafts_show_what_the_search_found(drafting, sample_dataset):
    """Each of the best comparable targets stands with its value, department and the line of that value."""
    expected = []
    with open_dataset(sample_dataset) as dataset:
        for draft in dict.fromkeys(row["草案"] for row in drafting[1]):
            for hit in [hit for hit in dataset.search(draft)["hits"] if hit["comparable"]][:3]:
                source = hit["target"]["source"]
                expected.append(
                    (draft, hit["target"]["raw"], hit["department"], f"{source['document']}:{source['line']}")
                )

    assert [(row["草案"], row["指标值"], row["部门"], row["出处"]) for row in drafting[2]] == expected


def test_research_summary_is_that_of_its_rows(research):
    """Number, least, median and largest of each level are those of the promises listed below it."""
    summary, promises = research[:2]
    by_level = {}
    for row in promises:
        by_level.setdefault(row["级别"], []).append(int(row["场次"]))

    assert {
        row["级别"]: (int(row["条数"]), int(row["最小"]), float(row["中位数"]), int(row["最大"])) for row in summary
    } == {level: (len(values), min(values), median(values), max(values)) for level, values in by_level.items()}


def test_research_conclusion_holds(research):
    """The city's median is more than ten times the districts', on fewer than five promises each."""
    levels = {row["级别"]: row for row in research[0]}

    assert float(levels["市级"]["中位数"]) > 10 * float(levels["区县级"]["中位数"])
    assert all(1 < int(levels[level]["条数"]) < 5 for level in ("市级", "区县级"))


def test_figure_leads_back_to_its_words(research):
    """The words at the end of the trail are those of the nearest promise, on the same line."""
    nearest, trail = research[1][0], research[2]

    assert "".join(row["原文"] for row in trail) == nearest["指标值"] == trail[0]["指标值"]
    assert trail[0]["行"] == nearest["行"]
    assert all(int(row["止"]) - int(row["起"]) == len(row["原文"]) for row in trail)


def test_chart_keeps_chinese_as_text(chart, research):
    """Title, axis, legend, names and figures are text elements of the SVG: no outlines, no boxes, no script."""
    svg, words = chart

    assert {"可比的科普活动场次目标", "年度目标值（场次，对数刻度）", "部门"} <= set(words)
    for row in research[1]:
        assert {row["指标"], row["部门"], row["场次"]} <= set(words)
    assert not re.search(r"[\u25a1\ufffd]|<script|<image|…", svg)
