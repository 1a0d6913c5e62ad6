# Two commands are enough: `make demo` shows what groundplan does, `make test` proves it.
.DEFAULT_GOAL := help
.PHONY: help setup demo test test-quick lint types docs site bench faults fuzz release-check clean

VENV := .venv
PYTHON := $(VENV)/bin/python

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):[^#=]*## *\(.*\)$$/\1|\2/p' Makefile | awk -F'|' '{printf "%-12s %s\n", $$1, $$2}'

setup: $(VENV)/.ready ## Make the environment in .venv

# Any Python from 3.11 on will do; a version manager's stub may be there and yet not run.
$(VENV)/.ready: pyproject.toml
	@for found in python3.11 python3.12 python3.13 python3.14 python3; do \
	  if $$found -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$found; break; fi; done; \
	[ -n "$${python:-}" ] || { echo "make: Python 3.11 or newer was not found. Install it and put it on the PATH." >&2; exit 4; }; \
	$$python -c 'import ensurepip, venv' 2>/dev/null || { \
	  version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	  echo "make: this Python has no venv. Install it: apt-get install python$$version-venv" >&2; exit 4; }; \
	$$python -m venv $(VENV) && $(PYTHON) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(VENV)/.ready ## Land the kit in the sample API and plan a change
	@$(PYTHON) -m groundplan.dev demo

test: $(VENV)/.ready ## Run all tests that this machine can run
	@$(PYTHON) -m pytest -n auto --dist worksteal

test-quick: $(VENV)/.ready ## Run the tests that take no seconds
	@$(PYTHON) -m pytest -n auto -m "not slow and not engine and not live"

lint: $(VENV)/.ready ## Check style, and that generated files are fresh
	@$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/lint-imports --no-logo --no-cache && $(PYTHON) -m groundplan.dev gen --check

types: $(VENV)/.ready ## Check types
	@$(VENV)/bin/mypy && $(VENV)/bin/mypy benchmarks

docs: $(VENV)/.ready ## Make every generated file anew
	@$(PYTHON) -m groundplan.dev gen

site: $(VENV)/.ready ## Build the documentation's site in dist/site
	@$(VENV)/bin/sphinx-build --quiet --fail-on-warning --keep-going docs dist/site

SECONDS ?= 60
fuzz: $(VENV)/.ready ## Throw damaged inputs at every reader, SECONDS for each
	@$(PYTHON) tests/fuzz/run.py --seconds $(SECONDS)

faults: $(VENV)/.ready ## Break everything on purpose, and count how it ends
	@$(PYTHON) -m groundplan.dev faults

bench: $(VENV)/.ready ## Measure speed, against the floor and against peers
	@for file in benchmarks/*.py; do echo "== $$file"; $(PYTHON) "$$file" || exit 1; done

release-check: $(VENV)/.ready ## Build what would be published, and prove that it can be
	@$(PYTHON) -m groundplan.dev release-check

clean: ## Remove what setup and demo made
	@rm -rf $(VENV) demo dist .pytest_cache .mypy_cache .ruff_cache
