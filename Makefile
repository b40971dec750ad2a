# Qoldau. `make` alone lists the targets.
PYTHON ?= python3
UV_IN_PATH := $(shell command -v uv 2>/dev/null)
UV := $(if $(UV_IN_PATH),$(UV_IN_PATH),.venv/bin/uv)
SYNC := UV_PROJECT_ENVIRONMENT=.venv $(UV) sync --quiet --frozen --inexact --compile-bytecode
RUN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test test-fast check forms learn bench soak

help:  ## list the targets
	@grep -hE '^[.a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([.a-z]+):.*## /\1\t/' | expand -t 10

.venv: .venv/.run  ## build the environment from uv.lock

.venv/.run: uv.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(RUN)/python || $(PYTHON) -m venv .venv
	@test -x "$(UV)" || $(RUN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r deploy/uv.txt
	@$(SYNC)
	@touch $@

.venv/.dev: .venv/.run
	@$(SYNC) --group dev
	@touch $@

.venv/.bench: .venv/.dev
	@$(SYNC) --group dev --group bench
	@touch $@

demo: .venv/.run  ## open the bot in the browser, without a token and without a network
	@$(RUN)/qoldau demo

test: .venv/.dev  ## run all tests
	@$(RUN)/pytest

test-fast: .venv/.dev  ## the tests that start no other process and no browser
	@$(RUN)/pytest -q -n auto -m "not soak and not system and not browser" tests/handlers tests/bot/sessions tests/bot/telegram tests/bot/intake tests/content/load tests/test_architecture.py

check: .venv/.dev  ## lint, types and content
	@$(RUN)/ruff check . && $(RUN)/ruff format --check . && $(RUN)/mypy && $(RUN)/qoldau check

forms: .venv/.dev  ## take the Kazakh word forms as they stand, once looked at, into the lock; prints new ones
	@$(RUN)/python -m content.check.forms

learn: .venv/.dev  ## learn anew from content/phrases/practice what rules do not know
	@$(RUN)/python -m content.understand.train

soak: .venv/.dev  ## hours of kills and floods (nightly)
	@$(RUN)/pytest -m soak --timeout=0

bench: .venv/.bench  ## measure against peers, as ratios in one run
	@$(RUN)/python -m bench
