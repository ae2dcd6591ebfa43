# Two commands are enough: `make run` to see the desk, `make test` to see it hold.
PYTHON ?= python3
DATA ?= var
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest

# Only what a lock names, only with its hash, only ready-made wheels: nothing is resolved or
# built on the way in. The project itself is built by a backend that the lock names too.
PIP_INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps
FROM_LOCK := $(PIP_INSTALL) --require-hashes --only-binary :all: -r

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test test-tools test-pythons test-fresh check format lint types imports docs changelog bench lock clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' Makefile

# --- use ---------------------------------------------------------------------------------

install: $(VENV)/installed-run  ## install Corridor and what it needs to run into .venv

run: install  ## make a desk with the demo in var/ (first time), serve it on this machine
	$(BIN)/corridor --data $(DATA) demo
	$(BIN)/corridor --data $(DATA) run

# --- tests -------------------------------------------------------------------------------

test: $(VENV)/installed-test test-tools  ## run every test (system tools: when root or sudo)
	$(PYTEST) -n 4 --dist loadfile --no-loadscope-reorder $(TESTS)

test-tools:
	@scripts/test-tools.sh

test-pythons:  ## run every test on Python 3.11, 3.12 and 3.13, where found
	@scripts/test-pythons.sh 3.11 3.12 3.13

test-fresh:  ## prove run and test on a bare Debian in a chroot (root only)
	@scripts/fresh-machine.sh

# --- what a change must pass --------------------------------------------------------------

check: format lint types imports docs  ## format, lint, types, import contracts, documents

format: $(VENV)/installed-dev
	$(BIN)/ruff format --check .

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .

types: $(VENV)/installed-dev
	$(BIN)/mypy

imports: $(VENV)/installed-dev
	$(BIN)/lint-imports
	$(BIN)/deptry src

docs: $(VENV)/installed-dev  ## build the documents into build/docs
	$(BIN)/sphinx-build -q -W -n docs build/docs

changelog: $(VENV)/installed-dev  ## show what the next changelog will say
	$(BIN)/towncrier build --draft

bench: $(VENV)/installed-test  ## print row | figure | goal | ok or short
	@$(BIN)/python bench/run.py

# --- environments -------------------------------------------------------------------------

lock: | $(BIN)/python  ## write requirements/*.lock anew, with hashes, for every platform
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	@scripts/lock.sh $(BIN)/uv

clean:  ## remove builds and caches; keep .venv and every desk
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@scripts/make-venv.sh "$(PYTHON)" $(VENV)

$(VENV)/installed-%: requirements/%.lock pyproject.toml | $(BIN)/python
	$(FROM_LOCK) requirements/$*.lock
	$(PIP_INSTALL) --no-build-isolation --editable .
	@touch $@
