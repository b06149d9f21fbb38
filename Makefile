# 绩效图谱: `make demo` and `make test` are all a newcomer needs; both make the environment themselves.
# PIP_ARGS passes options to pip (another index, an offline folder); PYTHON names the interpreter to start from.

PYTHON ?= python3
VENV ?= .venv
PIP_ARGS ?=
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: demo test lint format docs bench soak train clean

demo: $(INSTALLED)
	$(BIN)/kg demo

test: $(INSTALLED)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.generate --check
	$(BIN)/python -m notebooks.generate --check

format: $(INSTALLED)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(INSTALLED)
	$(BIN)/python -m docs.generate
	$(BIN)/python -m notebooks.generate

bench: $(INSTALLED)
	$(BIN)/python -m benchmarks

soak: $(INSTALLED)
	$(BIN)/python -m benchmarks.soak $(SOAK_ARGS)

train: $(INSTALLED)
	$(BIN)/python -m embeddings.training

# The constraints pin every version that was tested; the editable install takes the tools of the dev group along.
$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("绩效图谱 needs Python 3.11 or newer, found %s" % sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet $(PIP_ARGS) --upgrade --constraint constraints.txt pip
	$(BIN)/python -m pip install --quiet $(PIP_ARGS) --constraint constraints.txt torch
	$(BIN)/python -m pip install --quiet $(PIP_ARGS) --constraint constraints.txt --group dev --editable ".[notebooks]"
	touch $@

clean:
	rm -rf $(VENV) build dist
