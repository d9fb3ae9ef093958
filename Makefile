# Both `make run` and `make test` need python3.11, git and make, and nothing else beforehand.
SHELL := /bin/sh
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
OUT ?= out/demo
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.DEFAULT_GOAL := help
.PHONY: help run serve test check postgresql chromium java bench peers docs clean words

help:                          ## Say what can be done here
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(VENV)/runtime.stamp: requirements/runtime.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/build.txt -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@echo "Compiling what is compared letter by letter; once, about a minute"
	@made=$$(mktemp -d) && $(BIN)/homeward reconcile examples/round/list_UA.csv examples/round/list_RU.csv --out $$made/lists --quiet && \
		$(BIN)/homeward names compare "Сичов Вадим" "Sychev, Vadim" >/dev/null && rm -r $$made
	@touch $@

$(VENV)/dev.stamp: $(VENV)/runtime.stamp requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

run: $(VENV)/runtime.stamp     ## Set everything up and do the main job: the example round, from lists to printed lists
	@$(BIN)/homeward demo --out $(OUT)
	@echo "Open $(OUT)/index.html in a browser; it needs no network."

test: check postgresql chromium java  ## Set everything up and check everything
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder

serve: $(VENV)/runtime.stamp   ## Set everything up and open the desk with the example round on this machine
	$(BIN)/homeward serve --demo --data out/desk

# The tests need three packages of Debian, a database server of their own, a browser, and Java for Spark; nothing else
# does.
postgresql:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
		(echo "Installing PostgreSQL for the tests" && $(AS_ROOT) apt-get update -qq && $(AS_ROOT) apt-get install -qq -y --no-install-recommends postgresql)

chromium:
	@test -x /usr/bin/chromium || \
		(echo "Installing Chromium for the tests" && $(AS_ROOT) apt-get update -qq && $(AS_ROOT) apt-get install -qq -y --no-install-recommends chromium)

java:
	@command -v java >/dev/null 2>&1 || test -x "$$JAVA_HOME/bin/java" || \
		(echo "Installing Java for the tests" && $(AS_ROOT) apt-get update -qq && $(AS_ROOT) apt-get install -qq -y --no-install-recommends default-jre-headless)

check: $(VENV)/dev.stamp       ## Format, lint, types and who imports whom
	$(BIN)/ruff format --check src tests tools benchmarks
	$(BIN)/ruff check src tests tools benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev.stamp       ## Measure: names, lists, plans; prints a table
	$(BIN)/python -m benchmarks

# nomenklatura needs PyICU, which is compiled: apt-get install pkg-config libicu-dev g++ beforehand.
peers: .venv-peers/peers.stamp  ## Set up what our names are measured beside, for `make bench`

.venv-peers/peers.stamp: requirements/bench.txt
	@test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/bench.txt
	@touch $@

docs: $(VENV)/docs.stamp       ## Build the documentation into site/
	$(BIN)/mkdocs build --strict --quiet

$(VENV)/docs.stamp: $(VENV)/runtime.stamp requirements/docs.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/docs.txt
	@touch $@

clean:                         ## Remove everything that was made
	rm -rf $(VENV) .venv-peers .cache out site build src/*.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
