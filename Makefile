# Etappe needs Python 3.11 or newer and make; everything else comes into .venv.
# `make` alone explains what there is.

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11, \
	$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
PORT ?= 8000
PYTEST_WORKERS ?= 2
# 1: what failed is run once more, alone; who fails twice has failed. Set by .ci/run.
SECOND_TRY ?=
ARGS ?=

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PRODUCTION := .venv/.installed-production
DEVELOPMENT := .venv/.installed-development
# Whoever is set up for development can run the product: one of the two is enough.
READY := $(if $(wildcard $(DEVELOPMENT)),$(DEVELOPMENT),$(PRODUCTION))

export PORT

.DEFAULT_GOAL := help
.PHONY: help demo run test check format lint types imports migrations messages deployment bench shots lock clean

help:
	@echo 'make demo    run Etappe with demo data on http://127.0.0.1:$(PORT) (PORT=8001 make demo)'
	@echo 'make run     the same with your own data, which begins empty'
	@echo 'make test    run the tests; ARGS="tests/config -k stale" chooses, PYTEST_WORKERS=4 spreads'
	@echo 'make check   everything that CI checks: format, lint, types, imports, migrations,'
	@echo '             translations, deployment settings, tests'
	@echo 'make bench   measure throughput and latency'
	@echo 'make shots   store pictures of the main pages in FOLDER (var/shots) for looking'
	@echo 'make lock    choose and hash the newest packages that pyproject.toml allows'
	@echo 'make clean   stop the embedded servers; remove .venv, caches and compiled files, not var/'

demo: $(READY)
	@ETAPPE_LOCAL=1 exec $(MANAGE) demo $(ARGS)

run: $(READY)
	@ETAPPE_LOCAL=1 exec $(MANAGE) run $(ARGS)

test: $(DEVELOPMENT)
	@$(MANAGE) messages --compile
	$(BIN)/python -m pytest $(if $(SECOND_TRY),--cache-clear) -n $(PYTEST_WORKERS) $(ARGS) || { \
		test $$? -eq 1 && test -n '$(SECOND_TRY)' && echo 'Once more, alone, what failed:' && \
		$(BIN)/python -m pytest --last-failed --last-failed-no-failures none --maxfail 5; }

# In this order, cheapest first; the tests come last.
check: format lint types imports migrations messages deployment
	@$(MAKE) --no-print-directory test

format: $(DEVELOPMENT)
	$(BIN)/ruff format --check .

lint: $(DEVELOPMENT)
	$(BIN)/ruff check .

types: $(DEVELOPMENT)
	$(BIN)/mypy

imports: $(DEVELOPMENT)
	$(BIN)/lint-imports

migrations: $(DEVELOPMENT)
	$(MANAGE) makemigrations --check --dry-run

messages: $(DEVELOPMENT)
	$(MANAGE) messages --check

# As a company would run it: settings of production, every security check, warnings count.
deployment: $(DEVELOPMENT)
	ETAPPE_LOCAL=0 DEBUG=0 SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') \
	ENCRYPTION_KEYS=$$($(BIN)/python -c 'import base64, os; print("1:" + base64.b64encode(os.urandom(32)).decode())') \
	ALLOWED_HOSTS=etappe.example BASE_URL=https://etappe.example EMAIL_URL=smtp://localhost:25 \
	$(MANAGE) check --deploy --fail-level WARNING

bench: $(DEVELOPMENT)
	$(BIN)/python -m benchmarks $(ARGS)

# Needs a Chromium of the system, as the journeys do.
shots: $(DEVELOPMENT)
	$(BIN)/python -m tests.journeys.shots $(or $(FOLDER),var/shots)

# Nothing of this machine, such as where its packages come from, is written into the files.
LOCK := .venv/lock/bin/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe \
	--strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

# pip-tools lives in a place of its own, so that it is no part of what it locks.
lock:
	@test -n '$(PYTHON)' || { echo 'Etappe needs Python 3.11 or newer (python3).' >&2; exit 1; }
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/pip install --quiet --disable-pip-version-check pip-tools
	$(LOCK) --output-file requirements/production.txt pyproject.toml
	$(LOCK) --extra development --constraint requirements/production.txt \
		--output-file requirements/development.txt pyproject.toml

clean:
	@test ! -x $(BIN)/python || $(MANAGE) services stop
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis staticfiles
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete

.venv/bin/pip:
	@test -n '$(PYTHON)' || { \
		echo 'Etappe needs Python 3.11 or newer; python3 here is:' \
			"$$(python3 --version 2>/dev/null || echo missing)." \
			'Install a newer one, or name it: PYTHON=/path/to/python3.12 make' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo 'This Python cannot make virtual environments. On Debian and Ubuntu:' \
			'apt install python3-venv' >&2; exit 1; }
	@echo 'Making the environment .venv with $(PYTHON)'
	@$(PYTHON) -m venv --clear .venv

$(PRODUCTION): requirements/production.txt | .venv/bin/pip
	@echo 'Installing what requirements/production.txt names (once; takes about a minute)'
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(DEVELOPMENT): requirements/development.txt | .venv/bin/pip
	@echo 'Installing what requirements/development.txt names (once; takes a minute or two)'
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
