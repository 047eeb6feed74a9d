# Everything with more than one thought in it is in dialogue_portal/machine/.
PYTHON ?= python3
PORT ?= 8000
venv := .venv/bin
run := $(venv)/python -m
uv := $(venv)/uv pip compile -q $(if $(UPGRADE),--upgrade) --universal --generate-hashes --python-version 3.11 --no-header pyproject.toml

ifeq ($(shell uname -s),Darwin) # where Apple's loader does not look by itself: Homebrew's libraries
export DYLD_FALLBACK_LIBRARY_PATH := $(shell brew --prefix 2>/dev/null)/lib
endif

unexport PYTHONDONTWRITEBYTECODE # or each of the many processes compiles all code anew

.PHONY: help install demo test check messages bench shots lock clean

help:     ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' Makefile

install:  ## install what is missing: Pango, the Python packages, the front-end packages
	@$(PYTHON) dialogue_portal/machine/system.py
	@$(PYTHON) dialogue_portal/machine/install.py

demo: install ## run the whole portal with its demo data, on http://127.0.0.1:PORT (8000)
	@$(run) dialogue_portal.machine.demo --port $(PORT)

test: check ## run the checks and all tests
	@$(run) pytest -n auto --maxprocesses 4

check: install ## run what reads the code without running it: style, types, floors, templates, migrations
	@$(run) dialogue_portal.machine.check

messages: install ## bring the translation catalogues up to date with the code
	@$(PYTHON) dialogue_portal/machine/system.py gettext
	@$(run) dialogue_portal.machine.messages

bench: install ## measure how fast the portal is, against the plainest way to do the same
	@$(PYTHON) dialogue_portal/machine/system.py chromium nginx
	@$(run) bench

shots: install ## take the README's pictures of the running demo
	@$(PYTHON) dialogue_portal/machine/system.py chromium
	@$(run) tests.shots

lock: install ## write the lock files anew after a change of pyproject.toml or package.json; UPGRADE=1 takes the newest versions
	@$(uv) --extra sentry -o requirements.txt
	@$(uv) --extra sentry --group dev -c requirements.txt -o requirements-dev.txt
	@PATH="$$PATH:$(CURDIR)/$(venv)" npm install --package-lock-only --ignore-scripts

clean:    ## remove all that the other targets made, the demo's data included
	@rm -rf .venv node_modules .local .*_cache .hypothesis
	@find . -name __pycache__ -prune -exec rm -rf {} +
	@find locale -name '*.mo' -delete
