# What can be done here. On a fresh machine with Python 3.11 and make, `make demo` needs nothing else: it lays .venv. `make test` needs
# some programs, too (`make system`); where there is apt-get and the right to use it, they are installed.

.PHONY: help venv system demo test lint bench soak fuzz schema clean
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
	@echo 'make system  install the programs that the tests need (LibreOffice, tesseract, chromium), where apt-get can'
	@echo 'make lint    ruff and mypy only'
	@echo 'make bench   speed, memory, what reading, comparing and archives cost, how the time grows with the text: ratios of one run'
	@echo 'make soak    convert a made-up archive of 10,000 files: speed, memory, what is spent outside the parser (half an hour)'
	@echo 'make fuzz    coverage-guided fuzzing of every reader (SECONDS=300 for each)'
	@echo 'make schema  write the JSON Schema and the API snapshot anew after the records have changed'
	@echo 'make clean   remove .venv and all that the tools leave behind'

$(STAMP): pyproject.toml
	@test -n '$(PYTHON)' || { echo 'Python 3.11 or newer with venv is needed: set PYTHON=/path/to/python3.11' >&2; exit 1; }
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --editable '.[dev]'
	touch $@

venv: $(STAMP)

# Programs that the tests need beside Python, each with its Debian package. Nothing is skipped where they are missing: the tests fail.
SYSTEM := lowriter:libreoffice-writer localc:libreoffice-calc tesseract:tesseract-ocr tesseract:tesseract-ocr-rus chromium:chromium chromedriver:chromium-driver

system:
	@missing=; for pair in $(SYSTEM); do command -v "$${pair%%:*}" >/dev/null || missing="$$missing $${pair#*:}"; done; \
	test -n "$$missing" || exit 0; \
	command -v apt-get >/dev/null || { echo "The tests need$$missing (names of Debian's packages): install them in the way of this system" >&2; exit 1; }; \
	if test "$$(id -u)" = 0; then as_root=; elif sudo -n true 2>/dev/null; then as_root=sudo; \
	else echo "The tests need$$missing, and installing asks for a password: run sudo apt-get install$$missing" >&2; exit 1; fi; \
	echo "Installing$$missing, which the tests need"; \
	$$as_root apt-get update -qq && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null || \
	{ echo "apt-get could not install$$missing: run sudo apt-get install$$missing and see what it says" >&2; exit 1; }

demo: $(STAMP)
	$(RUN) examples/demo.py

lint: $(STAMP)
	$(RUN) -m ruff check .
	$(RUN) -m mypy

test: lint system
	$(RUN) -m pytest -n auto --dist loadfile

# Each prints its figures and ends with an error where a goal is missed; all of them run. `speed` also writes build/speed.json.
BENCHMARKS := speed readers pdf_cost compare_years archive linear

bench: $(STAMP)
	@status=0; for name in $(BENCHMARKS); do echo "== $$name"; $(RUN) -m tests.benchmarks.$$name || status=1; done; exit $$status

# Coverage-guided fuzzing of every reader, SECONDS for each; not a part of the tests, which have a short fuzz of their own.
SECONDS ?= 300
FUZZED := docx docx-xml doc rtf odt odt-xml pdf html txt eml zip

fuzz: $(STAMP) system
	$(RUN) -m pip install --quiet --editable '.[fuzz]'
	for format in $(FUZZED); do $(RUN) -m tests.fuzz.fuzz_reader $$format build/fuzz/$$format/ -max_total_time=$(SECONDS) -timeout=10 \
	-rss_limit_mb=2500 -max_len=60000 -artifact_prefix=build/fuzz/$$format- || exit 1; done

soak: $(STAMP)
	$(RUN) -m tests.benchmarks.archive 10000

schema: $(STAMP)
	$(RUN) tests/snapshots/update.py

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
