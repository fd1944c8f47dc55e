# Everything is one command on a machine with git, make and Python 3.11, 3.12 or 3.13; README says what each gives.
.DEFAULT_GOAL := help
.PHONY: help venv run up down psql test lint format quality compiled plain
.NOTPARALLEL:

BIN := .venv/bin
SUITABLE := import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do $$python -c '$(SUITABLE)' 2>/dev/null && echo $$python && break; done)

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' Makefile

run: $(BIN)/.synced ## Run the DAG once on the sources of seeds/sources.toml and show what became of each item
	@$(BIN)/newswire run

up: $(BIN)/.synced ## Start Airflow with its web page in the background
	@$(BIN)/newswire up

down: $(BIN)/.synced ## Stop everything that make up started
	@$(BIN)/newswire down

psql: $(BIN)/.synced ## Open psql on the stories' database
	@$(BIN)/newswire psql

test: $(BIN)/.synced ## Run all tests, the quality floors included
	@$(BIN)/python -m pytest -n auto --dist worksteal

quality: $(BIN)/.synced ## Run the quality floors alone
	@$(BIN)/python -m pytest tests/quality

compiled: $(BIN)/.synced ## Compile the cleaner, over a third faster then; needs a C compiler, no result changes
	@$(BIN)/python -m tools.compile_cleaner

plain: $(BIN)/.synced ## Remove the compiled cleaner
	@$(BIN)/python -m tools.compile_cleaner --remove

lint: $(BIN)/.synced ## Check style and types
	@$(BIN)/ruff check && $(BIN)/ruff format --check && $(BIN)/mypy

format: $(BIN)/.synced ## Mend what the style checker can mend
	@$(BIN)/ruff check --fix && $(BIN)/ruff format

venv: $(BIN)/.synced ## Make .venv from requirements.lock

# uv comes out of the lock by its hash, then installs the rest by theirs, compiled: where Python is told to write no
# bytecode, as in many containers, each process would compile Airflow anew, a third of the time that a run takes.
$(BIN)/.synced: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "no Python 3.11, 3.12 or 3.13 with venv was found: install one, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "making .venv with $(PYTHON): minutes the first time"
	@test -x $(BIN)/uv || $(PYTHON) -m venv --clear .venv
	@awk '/^uv==/{p=1} p{print} p&&!/\\$$/{exit}' requirements.lock > .venv/uv.txt
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
	@$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@
