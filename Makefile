# make run    set up and play the baseline to plotted outcomes       make test   set up and run every check
# make package   build wheel and sdist, and test them
# PYTHON=python3.13 make test   uses another interpreter, with an environment of its own
PYTHON ?= python3
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
VENV := .venv-$(VERSION)
BIN := $(VENV)/bin
AXE := $(VENV)/share/axe-core/axe.min.js
MUTANTS := .venv-mutants-$(VERSION)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help run notebooks site sitetests environment test lint tests mesa package reference audit sbom fuzz planted mutants clean

help:  ## say what there is to make
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1	/'

run: $(VENV)/core  ## set up, play scenarios/baseline.yaml, save tables, figures and a report under results/
	@test -e .venv -a ! -L .venv || ln -sfn $(VENV) .venv  # for `. .venv/bin/activate`, whatever the version
	@$(BIN)/sim run scenarios/baseline.yaml

environment: $(VENV)/dev  ## set up what tests need

notebooks: $(VENV)/notebook  ## set up Jupyter and open the notebooks in a browser (OPTIONS="--no-browser" leaves that out)
	@$(BIN)/jupyter lab --notebook-dir notebooks $(OPTIONS)

site: $(VENV)/docs  ## set up, build the documentation as a site under docs/_build/html (any warning is an error)
	@NINETY_DAYS_BACKEND=numpy $(BIN)/python -m sphinx -W --keep-going -q -c docs . docs/_build/html
	@echo "the site: docs/_build/html/index.html"

test: $(VENV)/dev $(AXE)  ## set up, check style and types, run all tests and notebooks (these in fewer worlds)
	@$(MAKE) --no-print-directory --jobs 2 lint sitetests tests
	@$(BIN)/python -m pytest tests/timed

sitetests: $(VENV)/dev $(AXE) site  ## build the documentation as a site, and test it
	@$(BIN)/python -m pytest tests/site

lint: $(VENV)/dev  ## check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

tests: $(VENV)/dev $(AXE)  ## all tests and notebooks but those of the built site and those that need the machine for themselves (tests/timed)
	@NINETY_DAYS_WORLDS=400 $(BIN)/python -m pytest --nbmake tests notebooks --ignore tests/site --ignore tests/timed -n auto --dist worksteal

mesa:  ## try the tests of Mesa's idioms with the newest Mesa, one before its release too (500 MB, once; Python 3.12)
	@$(PYTHON) tests/support/newest_mesa.py

planted: $(VENV)/dev  ## put known bugs into a copy of the program, one by one, and say which test catches each (BUGS="floor lots")
	@$(BIN)/python tests/planted/planting.py $(BUGS)

mutants: $(MUTANTS)/done  ## mutation testing of the rules, for some hours; print the score (DRAW="--share 0.11 --seed 1")
	@$(MUTANTS)/bin/python tests/mutation/campaign.py play $(DRAW)

package: $(VENV)/dev  ## build wheel and sdist into dist/, and test what was built, installed apart
	@NINETY_DAYS_DIST=dist $(BIN)/python -m pytest tests/package

CASES ?= 2000
RUNS ?= 20000
JOBS ?= 1

fuzz: $(VENV)-fuzz/fuzz  ## set up, fuzz readers and whole scenarios: RUNS=20000 inputs a reader, CASES=2000 scenarios
	@PYTHONPATH=.:tests/support $(VENV)-fuzz/bin/python tests/fuzz/all_fuzz.py --runs $(RUNS) --cases $(CASES) --jobs $(JOBS)

$(VENV)-fuzz/fuzz: pyproject.toml
	@echo "setting up $(VENV)-fuzz (about 700 MB, once; some minutes)" >&2
	@$(PYTHON) -m venv $(VENV)-fuzz
	@$(VENV)-fuzz/bin/python -m pip --disable-pip-version-check --quiet install --no-compile --editable '.[fuzz]'
	@touch $@

clean:  ## remove the environments, and what was built
	rm -rf .venv-* dist docs/_build
	@test ! -L .venv || rm .venv

# modules that nothing here imports, or that have a compiled twin: a fifth of all
NEVER_READ := /(tests|plotly|sklearn|mypy|mypyc)/

# what kernels need comes first, so that they are compiled on the core that pip, which uses one, leaves free
KERNELS_BESIDE = $(PIP) install --no-compile --editable '.[fast]' && \
	{ $(BIN)/python -c 'from sim.core.backend import prepare; prepare()' > /dev/null 2>&1 & };

define set_up
	@test -n "$(VERSION)" || { echo "$(PYTHON) was not found. Install Python 3.11 or later, or say which: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is version $(VERSION); 3.11 or later is needed. Say which to use: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) cannot make environments. On Debian or Ubuntu: apt install python$(VERSION)-venv"; exit 1; }
	@echo "setting up $(VENV) (about $(2), once; some minutes)" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(4) $(PIP) install --no-compile --editable '$(1)' || exit; \
	$(BIN)/python -m compileall -q -j 0 -x '$(NEVER_READ)' $(VENV)/lib > /dev/null 2>&1; wait  # pip would use one core
	@touch $(3)
endef

$(VENV)/core: pyproject.toml
	$(call set_up,.,650 MB,$@)

$(VENV)/dev: pyproject.toml
	$(call set_up,.[dev],1.4 GB,$(VENV)/core $(VENV)/docs $@,$(KERNELS_BESIDE))

$(AXE): $(VENV)/dev tests/support/axe_file.py  # the checker of accessibility, where npm is to be had
	@$(BIN)/python tests/support/axe_file.py

$(VENV)/docs: pyproject.toml
	$(call set_up,.[docs],750 MB,$(VENV)/core $@)

$(VENV)/notebook: pyproject.toml
	$(call set_up,.[notebook],850 MB,$(VENV)/core $@)

$(MUTANTS)/done: $(VENV)/dev  # what dev has, and two packages more
	@$(PYTHON) -m venv $(MUTANTS)
	@$(BIN)/python -c 'import site; print(site.getsitepackages()[0])' > "$$($(MUTANTS)/bin/python -c 'import site; print(site.getsitepackages()[0])')/dev.pth"
	@$(MUTANTS)/bin/python -m pip install --disable-pip-version-check --quiet 'cosmic-ray>=8.4' 'coverage>=7.6'

AUDIT := .venv-audit

reference: $(VENV)/core  ## write the reference runs of results/reference anew that moved, and say what moved
	@$(BIN)/python results/reference/generate.py

audit: $(VENV)/core $(AUDIT)/made  ## look the installed packages up among known vulnerabilities (asks the network)
	@$(PIP) freeze --exclude-editable > $(AUDIT)/installed.txt
	@$(AUDIT)/bin/pip-audit --strict --progress-spinner off --disable-pip --no-deps --requirement $(AUDIT)/installed.txt

sbom: $(VENV)/core $(AUDIT)/made  ## write dist/sbom.cdx.json, what the program consists of (CycloneDX), checked by its schema
	@mkdir -p dist
	@$(AUDIT)/bin/cyclonedx-py environment $(BIN)/python --pyproject pyproject.toml --output-reproducible --validate --output-format JSON --output-file dist/sbom.cdx.json

$(AUDIT)/made:
	@$(PYTHON) -m venv $(AUDIT)
	@$(AUDIT)/bin/python -m pip --disable-pip-version-check --quiet install 'pip-audit>=2.7' 'cyclonedx-bom>=5'
	@touch $@
