# What can be done here. On a fresh machine with Python 3.11 and make, `make demo` and `make test` need nothing else: they lay .venv.

.PHONY: help venv demo test lint bench soak schema clean
.DEFAULT_GOAL := help

PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13 python3.14 /usr/bin/python3.11 /usr/bin/python3; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$python; break; }; done)
VENV := .venv
RUN := $(VENV)/bin/python
STAMP := $(VENV)/.installed

export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help:
	@echo 'make demo    parse the documents of examples/data and print what they say'
	@echo 'make test    lint, types and all tests'
	@echo 'make lint    ruff and mypy only'
	@echo 'make bench   how the time grows with the text, for every piece of wording that could make it grow faster'
	@echo 'make soak    convert a made-up archive of 10,000 files: speed, memory, what is spent outside the parser (half an hour)'
	@echo 'make schema  write the JSON Schema and the API snapshot anew after the records have changed'
	@echo 'make clean   remove .venv and all that the tools leave behind'

$(STAMP): pyproject.toml
	@test -n '$(PYTHON)' || { echo 'Python 3.11 or newer with venv is needed: set PYTHON=/path/to/python3.11' >&2; exit 1; }
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --editable '.[dev]'
	touch $@

venv: $(STAMP)

demo: $(STAMP)
	$(RUN) examples/demo.py

lint: $(STAMP)
	$(RUN) -m ruff check .
	$(RUN) -m mypy

test: lint
	$(RUN) -m pytest

bench: $(STAMP)
	$(RUN) -m tests.benchmarks.linear

soak: $(STAMP)
	$(RUN) -m tests.benchmarks.archive 10000

schema: $(STAMP)
	$(RUN) tests/snapshots/update.py

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
