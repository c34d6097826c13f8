# `make setup` builds .venv from the lock; demo, test, lint and quality need nothing typed before.
# The recipes use only POSIX tools, a Python from 3.11 to 3.13 and pip.

VENV   := .venv
PYTHON := $(VENV)/bin/python
STAMP  := $(VENV)/.stamp
LOCK   := requirements.lock

# A version manager may put a launcher on the path for a Python that is not installed, so each
# candidate is run and asked for its version. Choose another with `make setup BOOT=/path/to/python`.
CANDIDATES := python3.13 python3.12 python3.11 python3 python
BOOT ?= $(shell for p in $(CANDIDATES); do \
  if "$$p" -c 'import sys, venv, ensurepip; raise SystemExit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1; \
  then command -v "$$p"; break; fi; done)

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test cluster lint quality lock clean

help:
	@echo "make setup    build .venv from $(LOCK)"
	@echo "make demo     code the examples and show the record"
	@echo "make serve    the same in the browser"
	@echo "make test     ruff, mypy and every test"
	@echo "make cluster  install Ray (half a gigabyte) and run the tests that need it"
	@echo "make lint     ruff and mypy alone"
	@echo "make quality  score against the gold data, where it is present, and write docs/quality.md"
	@echo "make lock     write $(LOCK) anew from pyproject.toml"
	@echo "make clean    remove what these targets made"

setup: $(STAMP)

$(STAMP): $(LOCK) pyproject.toml
	@test -n "$(BOOT)" || { echo "dragoman needs Python 3.11, 3.12 or 3.13 with venv and pip (on Debian: python3 python3-venv)" >&2; exit 1; }
	@if [ -x $(PYTHON) ] && ! $(PYTHON) -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; \
	  then echo "$(VENV) holds no Python that runs: building it anew"; rm -rf $(VENV); fi
	@test -x $(PYTHON) || "$(BOOT)" -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(PYTHON) -m compileall -q src $(VENV)/lib || true
	@touch $(STAMP)

demo: setup
	@$(VENV)/bin/dragoman code examples -o demo.duckdb
	@$(VENV)/bin/dragoman link demo.duckdb
	@$(VENV)/bin/dragoman show demo.duckdb --min-confidence 0.6 --limit 60
	@$(VENV)/bin/dragoman info demo.duckdb
	@echo
	@echo "To read it in the browser: make serve (or $(VENV)/bin/dragoman serve demo.duckdb --open)"

serve: setup
	@$(VENV)/bin/dragoman code examples -o demo.duckdb
	@$(VENV)/bin/dragoman link demo.duckdb
	@$(VENV)/bin/dragoman serve demo.duckdb --open

lint: setup
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

test: lint
	$(PYTHON) -m pytest -n 2

cluster: setup
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-build-isolation -e '.[cluster]'
	$(PYTHON) -m pytest tests/run/test_cluster.py tests/run/test_shards.py tests/run/test_partitions.py

quality: setup
	$(PYTHON) benchmarks/quality.py

# The only target that wants uv: one lock for every Python and system that is supported.
# It is installed for this purpose alone and is no part of the lock.
lock: setup
	$(PYTHON) -m pip install --quiet --disable-pip-version-check uv
	$(PYTHON) -m uv pip compile pyproject.toml --extra dev --extra pictures --extra web --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --output-file $(LOCK)

clean:
	rm -rf $(VENV) build dist demo.duckdb demo.duckdb.wal demo.duckdb.index .mypy_cache .pytest_cache .ruff_cache
