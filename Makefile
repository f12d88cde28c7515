# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3.11
ENV := .venv
BIN := $(ENV)/bin
SHARED ?= ../shared
ARCHIVE ?= run/demo.duckdb
PORT ?= 8765

.PHONY: run test check format lint types contracts eval bench clean

# The environment is made anew whenever what it is made from changes.
$(ENV)/.stamp: pyproject.toml requirements-pipeline.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed; name it with PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(ENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-pipeline.txt
	$(BIN)/python -m pip install --quiet -e ".[dev]"
	@touch $@

run: $(ENV)/.stamp ## code the sample dispatches and open them in the browser
	@mkdir -p run
	$(BIN)/dragoman demo --archive $(ARCHIVE) --port $(PORT)

test: $(ENV)/.stamp ## everything tested
	$(BIN)/python -m pytest

check: format lint types contracts test ## what must hold before a change lands

format: $(ENV)/.stamp
	$(BIN)/ruff format --check src tests training

lint: $(ENV)/.stamp
	$(BIN)/ruff check src tests training

types: $(ENV)/.stamp
	$(BIN)/mypy

contracts: $(ENV)/.stamp
	$(BIN)/lint-imports

eval: $(ENV)/.stamp ## score against the documents with gold, where they are
	$(BIN)/dragoman evaluate $(SHARED)

bench: $(ENV)/.stamp ## speed and memory, as ratios measured in one run
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(ENV) run .mypy_cache .ruff_cache .pytest_cache
