# Tisserande: `make help` lists what can be done. Only Python 3.11 or newer, pip and make are needed.

PYTHON ?= python3
PIP_FLAGS ?= --quiet --disable-pip-version-check
PYTEST_FLAGS ?= -n 2
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo run plan apply test bench

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(VENV)/.with-run ## Install Tisserande into .venv

# Ctrl-C is how one leaves the demo and the bot: the shell waits for their clean end instead of failing.
demo: $(VENV)/.with-demo ## Try Tisserande in your browser, without a Discord account
	@trap : INT; $(BIN)/tisserande demo

run: $(VENV)/.with-run ## Run the bot on Discord (needs .env, see .env.example)
	@trap : INT; $(BIN)/tisserande run

# OVERWRITE=1 undoes what was changed by hand, ADOPT=1 takes over what was made by hand under the name of ours.
BLUEPRINT_OPTIONS = $(if $(OVERWRITE),--overwrite) $(if $(ADOPT),--adopt)

plan: $(VENV)/.with-run ## Say what the blueprint would change on the server (needs .env)
	@$(BIN)/tisserande plan $(BLUEPRINT_OPTIONS)

apply: $(VENV)/.with-run ## Apply the plan that was read: make apply FINGERPRINT=its-code
	@test -n "$(FINGERPRINT)" || { echo "Read the plan first: make plan. Then: make apply FINGERPRINT=its-code"; exit 1; }
	@$(BIN)/tisserande apply $(FINGERPRINT) $(BLUEPRINT_OPTIONS)

test: $(VENV)/.with-test ## Check the style, the types, the imports and the behaviour
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest $(PYTEST_FLAGS)

bench: $(VENV)/.with-bench ## Measure the look-ups at 100 000 and 1 000 000 entries
	$(BIN)/python -m tests.benchmarks

# Each stamp says which extras are installed; a newer pyproject.toml makes it out of date.
$(VENV)/.with-run: EXTRAS :=
$(VENV)/.with-demo: EXTRAS := [demo]
$(VENV)/.with-test: EXTRAS := [test]
$(VENV)/.with-bench: EXTRAS := [bench,test]

$(VENV)/.with-%: pyproject.toml | $(BIN)/pip
	@echo "Installing Tisserande$(EXTRAS) into $(VENV) (about a minute the first time)"
	@$(BIN)/python -m pip install $(PIP_FLAGS) --editable '.$(EXTRAS)'
	@touch $@

$(BIN)/pip:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Python was not found: install Python 3.11 or newer, or name yours: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Tisserande needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1)."; \
	  echo "Name a newer one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
