# make demo   install, read the sample letters, ask one question, serve on 127.0.0.1
# make test   install what the tests need, and run them
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8080
BIN = $(VENV)/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test bench evaluate clean

demo: .make/demo
	$(BIN)/svarbasen demo --data demo-data --port $(PORT)

test: .make/test
	tests/system.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist worksteal

# Ratios against an alternative in the same run; minutes, by hand.
bench: .make/test
	$(BIN)/python -m tests.benchmarks

# The figures of docs/finding.md: questions with known answers against the sample letters, those that nothing was
# tuned on first; then short conversations.
evaluate: .make/test
	$(BIN)/svarbasen demo --data demo-data --no-serve
	$(BIN)/python -m tests.benchmarks.evaluate demo-data demo-data/letters/held.jsonl --report demo-data/report
	$(BIN)/python -m tests.benchmarks.evaluate demo-data demo-data/letters/questions.jsonl
	$(BIN)/python -m tests.conversations demo-data

.make/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "expected Python 3.11 or newer, found %d.%d; run: make PYTHON=python3.11" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)
	@mkdir -p .make && touch $@

.make/demo: .make/venv pyproject.toml constraints.txt
	@echo "Installing into $(VENV); PyTorch is large, so this takes a minute or more"
	$(INSTALL) --editable .
	@touch $@

.make/test: .make/venv pyproject.toml constraints.txt
	@echo "Installing into $(VENV); PyTorch is large, so this takes a minute or more"
	$(INSTALL) --editable '.[ocr,test]'
	@touch $@ .make/demo

clean:
	rm -rf .make $(VENV) demo-data build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
