"""Write what the documentation shows of the program, or with ``--check`` say what is out of date.

``docs/commands.md`` is the help of every command. In the READMEs each block after ``<!-- output: COMMAND -->`` is the
standard output of that command on the shipped sample. Nobody edits these parts by hand.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from pathlib import Path

from api.building import build
from api.cli import main as run_command
from api.cli.parser import build_parser
from docs.vocabulary_page import vocabulary
from kg.sample import sample_files

ROOT = Path(__file__).resolve().parents[1]
READMES = (ROOT / "README.md", ROOT / "README.zh.md")
COMMANDS = ROOT / "docs" / "commands.md"
VOCABULARY = ROOT / "docs" / "vocabulary.md"
_BLOCK = re.compile(r"(<!-- output: (?P<command>.+?) -->\n```\w*\n)(?P<body>.*?)(```\n)", re.DOTALL)
_WIDTH = "118"


def readme(text: str, dataset: str) -> str:
    """Return a README with the output of its commands as they are now."""

    def shown(block: re.Match[str]) -> str:
        command = block["command"]
        return f"{block[1]}$ {command}\n{output_of(shlex.split(command)[1:], dataset)}{block[4]}"

    return _BLOCK.sub(shown, text)


def output_of(arguments: list[str], dataset: str) -> str:
    """Return the standard output of one command on the sample, without trailing blanks."""
    os.environ.update(KG_DATASET=dataset, COLUMNS=_WIDTH)
    captured = io.StringIO()
    with contextlib.redirect_stdout(captured), contextlib.redirect_stderr(io.StringIO()):
        run_command(arguments)
    lines = [line.rstrip() for line in captured.getvalue().splitlines()]
    return "\n".join(lines).strip("\n") + "\n"


def commands() -> str:
    """Return the reference of all commands."""
    os.environ["COLUMNS"] = _WIDTH
    parser = build_parser("en")
    verbs = next(action for action in parser._actions if action.dest == "verb").choices or {}
    parts = [
        "# Commands",
        "",
        "Written by `python -m docs.generate`. Messages are in Chinese by default; `--lang en` (or `KG_LANG=en`)",
        'gives these. Data goes to standard output, remarks to standard error. Exit codes: 0 done (also for "none"',
        "and for findings), 1 could not, 2 asked wrongly, 130 interrupted.",
    ]
    for name, verb in dict(verbs).items():
        parts += ["", f"## kg {name}", "", "```", verb.format_help().rstrip(), "```"]
    return "\n".join(parts) + "\n"


def main(check: bool) -> int:
    """Write the generated parts, or say which are out of date (exit code 1)."""
    with tempfile.TemporaryDirectory() as folder:
        dataset = str(Path(folder) / "dataset")
        build(dataset, sample_files())
        wanted = {
            **{path: readme(path.read_text("utf-8"), dataset) for path in READMES},
            COMMANDS: commands(),
            VOCABULARY: vocabulary(),
        }
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        if check:
            sys.stderr.write(f"{path.relative_to(ROOT)} is out of date: run `make docs`\n")
        else:
            path.write_text(wanted[path], encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
