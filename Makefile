# The menu. Everything runs in .venv, which is made on first use; only Python 3.11 and git are needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Thai text: signs that look like Latin ones are meant, and vowels above and below make lines look longer than they are
RULES := --line-length 120 --select E,F,W,I,B,UP,SIM,PIE,RUF --ignore E501,RUF001,RUF002,RUF003,RUF009

.PHONY: demo test faults fuzz check audit pictures pictures-without-font compatibility bench clean

demo: $(VENV)/ready
	$(BIN)/kpi-excel demo demo

test: $(VENV)/ready
	$(BIN)/python -m pytest -rs -n 2 --dist loadfile

# every disk operation under every fault; `make test` tries a systematic few of them
faults: $(VENV)/ready
	KPI_EXCEL_FAULTS=all $(BIN)/python -m pytest tests/faults -rs -n 2 --dist load

check: $(VENV)/checked
	$(BIN)/ruff check $(RULES) kpi_excel tests docs
	$(BIN)/mypy
	$(BIN)/bandit -q --ini setup.cfg -r kpi_excel
	$(BIN)/python -m pytest tests/test_architecture.py

# asks the package index what is known of the installed versions: needs the network
audit: $(VENV)/checked
	$(BIN)/pip-audit --skip-editable

# the hostile set, 2,000 mutants and the texts, then fuzzing for as long as it is given: make fuzz SECONDS=600
SECONDS ?= 60
fuzz: $(VENV)/ready
	KPI_EXCEL_ALL_MUTANTS=1 $(BIN)/python -m pytest tests/fuzz
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS)

pictures: $(VENV)/ready
	$(BIN)/python -m docs.make_pictures

pictures-without-font: $(VENV)/ready
	$(BIN)/python -m docs.make_pictures --only-font Waree --into build/pictures

compatibility: $(VENV)/ready
	$(BIN)/python -m docs.make_compatibility

# make bench ROUNDS=1 FILES=100 for a first look; GROWTH=100,1000,10000, MANY=15 (whole province-years) for all of it
ROUNDS ?= 3
FILES ?= 1000
GROWTH ?= 100,1000
MANY ?= 0
bench: $(VENV)/bench
	$(BIN)/python -m benchmarks --rounds $(ROUNDS) --files $(FILES) --growth $(GROWTH) --many $(MANY)

$(VENV)/ready: setup.cfg pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -e ".[test]"
	touch $@

$(VENV)/checked: $(VENV)/ready
	$(BIN)/python -m pip install --quiet -e ".[check]"
	touch $@

$(VENV)/bench: $(VENV)/ready
	$(BIN)/python -m pip install --quiet -e ".[bench]"
	touch $@

clean:
	rm -rf $(VENV) demo build *.egg-info .pytest_cache .mypy_cache .ruff_cache
