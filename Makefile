# `make` lists what there is. Needs Python 3.11 or newer with pip; everything else is installed here.
PYTHON ?= python3
ENV := .venv
RUN := $(ENV)/bin/python
HOST ?= 127.0.0.1
PORT ?= 7860
# One sentence is too little work to share: with more threads the linear algebra spends its time waiting for them.
export OPENBLAS_NUM_THREADS := 1

.DEFAULT_GOAL := help
.PHONY: help run test check bench ear screenshots lock schemas clean chromium

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: $(ENV)/.run ## install what is needed and open the practice room on 127.0.0.1:7860
	$(RUN) app.py serve --host $(HOST) --port $(PORT)

test: $(ENV)/.dev chromium ## run every test this machine can run
	$(RUN) -m pytest

check: $(ENV)/.dev ## style, types and the direction of imports
	$(ENV)/bin/ruff check .
	$(ENV)/bin/ruff format --check .
	$(ENV)/bin/mypy
	$(ENV)/bin/lint-imports

ear: $(ENV)/.dev ## teach the trained ear again after the labelled sentences changed (about an hour, needs torch)
	$(ENV)/bin/uv pip install --quiet --python $(RUN) --group ear
	$(RUN) -m bench.ear folds
	$(RUN) -m bench.ear publish

bench: $(ENV)/.dev ## measure truth and speed; prints figures with counts
	$(RUN) -m bench.utterances
	$(RUN) -m bench.calls
	$(RUN) -m bench.reading
	$(RUN) -m bench.retrieval
	$(RUN) -m bench.grounding
	$(RUN) -m bench.speed

screenshots: $(ENV)/.dev chromium ## write every page to docs/screenshots
	$(RUN) -m tests.web.screenshots

schemas: $(ENV)/.dev ## write the JSON Schemas of the contracts to docs/schemas
	$(RUN) -m peilian.cli.schemas docs/schemas

lock: $(ENV)/.dev ## resolve the dependencies again and pin them with hashes
	$(ENV)/bin/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock
	$(ENV)/bin/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-header --no-annotate --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove the environment and caches, never data/
	rm -rf $(ENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(ENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(ENV)

$(ENV)/.run: requirements.lock | $(ENV)/bin/python
	@echo "installing the pinned packages (once, about a minute and a half)…"
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(ENV)/.dev: requirements-dev.lock | $(ENV)/bin/python
	@echo "installing the pinned packages and the tools (once, about two minutes)…"
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(ENV)/.run

# Browser tests need Debian's Chromium: installed where we may, otherwise those tests are skipped and say so.
chromium:
	@if ! command -v chromium >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk postgresql >/dev/null; fi
