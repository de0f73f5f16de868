# A fresh clone needs Python 3.11 or later and make; uv is used when it is there. `make help` lists what can be made.

MARK ?= not wheel
VENV = .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.ready
EXAMPLE = playbooks/examples/hotel-supplies.yaml

# Somebody else's environment must not leak into ours; without bytecode every test file and every command that a test
# starts would be compiled anew.
unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup demo quick test deep random lint check docs pictures pytest wheel bench length expected lock clean moved spark

help:
	@echo "make setup   the environment alone, in $(VENV)"
	@echo "make demo    print a plan for a small firm"
	@echo
	@echo "make quick   while you work: style, types, layers, slips in the playbooks, the fast tests: half a minute"
	@echo "make test    before you hand over: everything, with a tenth of the random cases, in a few minutes"
	@echo "make deep    the same with all random cases"
	@echo "make check   what is wrong with the playbooks, or not in the house style, file by file"
	@echo
	@echo "make lint    style, types and layers alone"
	@echo "make pytest  the tests alone, but for the wheel"
	@echo "make random  the tests that draw random cases alone, all cases"
	@echo "make wheel   the wheel in an empty environment alone"
	@echo "make docs    renew the schemas for editors and the plan in the README, and hold all documents to the program"
	@echo "make pictures  renew the pictures in the README (the page needs Chromium)"
	@echo "make spark   whether Spark measures what DuckDB does; needs Java, and installs PySpark into .venv-spark"
	@echo "make bench   how fast it is, as ratios; SLOW=1 adds the check of the playbooks"
	@echo "make length  how long the plans are, against two pages"
	@echo "make expected  renew the whole plans and papers that tests compare with"
	@echo "make lock    renew requirements-dev.txt, the exact versions that developers get (needs uv)"
	@echo "make clean   remove what make made"
	@echo
	@echo "Another Python: make test PYTHON=/path/to/python3.12"

demo: setup
	@$(BIN)/salesmode plan -a $(EXAMPLE)

quick: lint
	$(BIN)/salesmode playbooks check --quick
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not slow and not wheel"

# The wheel is built on one core while the other tests run on the others.
test: MARK =
test: lint pytest
	@echo "All is well."

deep: export SALESMODE_DEEP = 1
deep: test

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict
	$(BIN)/lint-imports

check: setup
	$(BIN)/salesmode playbooks format --check
	$(BIN)/salesmode playbooks check

pytest: setup
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "$(MARK)"

random: export SALESMODE_DEEP = 1
random: setup
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m hypothesis

wheel: setup
	$(BIN)/python -m pytest -q -m wheel tests/test_wheel.py

docs: setup
	PYTHONPATH=tests $(BIN)/python tests/knowledge/test_schemas.py
	PYTHONPATH=tests $(BIN)/python tests/report/test_json_schemas.py
	PYTHONPATH=tests $(BIN)/python tests/test_docs.py
	PYTHONPATH=tests $(BIN)/python tests/business/test_quantities.py
	PYTHONPATH=tests $(BIN)/python tests/knowledge/test_evidence_page.py
	PYTHONPATH=tests $(BIN)/python tests/cli/test_compare.py
	$(BIN)/python -m pytest -q tests/test_docs.py tests/knowledge/test_schemas.py tests/knowledge/test_evidence_page.py tests/cli/test_cli_docs.py tests/cli/test_compare.py \
	  tests/calc/test_calc.py::TestDocument tests/report/test_json.py tests/report/test_json_schemas.py

pictures: setup
	PYTHONPATH=tests $(BIN)/python tests/pictures.py

bench: setup
	@PYTHONPATH=tests $(BIN)/python tests/bench.py $(if $(SLOW),--slow)

# PySpark is 430 MB: in an environment of its own, made when it is asked for.
spark:
	@if ! command -v java >/dev/null 2>&1; then echo "No Java here: the measures on Spark are not tried (Java 17 or later)."; exit 0; fi; \
	test -x .venv-spark/bin/pytest || { "$${PYTHON:-python3}" -m venv .venv-spark \
	  && .venv-spark/bin/pip install -q -e '.[data,spark]' pytest hypothesis; } || exit 1; \
	PYTHONPATH=tests .venv-spark/bin/python -m pytest -q tests/measure/test_spark.py

length: setup
	@PYTHONPATH=tests $(BIN)/python tests/length.py

expected: setup
	PYTHONPATH=tests $(BIN)/python tests/report/test_expected.py
	PYTHONPATH=tests $(BIN)/python tests/report/test_kit.py
	PYTHONPATH=tests $(BIN)/python tests/follow/test_comparisons.py

lock:
	uv pip compile pyproject.toml --quiet --upgrade --group dev --extra agent --extra data --extra docx --universal --python-version 3.11 \
	  --no-emit-index-url --no-emit-find-links --no-annotate --no-header --output-file requirements-dev.txt

clean:
	rm -rf .venv .venv-* dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find salesmode tests -name __pycache__ -type d -prune -exec rm -rf {} +

# ------------------------------------------------------------------------------------------------------- the environment

setup: $(STAMP)

# The stamp holds the folder it was made in: a checkout that was moved or copied sets up anew.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(shell pwd -P))
$(STAMP): moved
endif

# Quiet unless it fails; then the whole log. A Python that exists but does not run (a shim), or is too old, is passed over.
# Where uv cannot set up (no index that it knows, a mirror that only pip is told of), pip tries.
$(STAMP): pyproject.toml requirements-dev.txt
	@if command -v uv >/dev/null 2>&1; then with=venv; else with=ensurepip; fi; \
	for try in "$(PYTHON)" python3.13 python3.12 python3.11 python3; do \
	  test -n "$$try" || continue; \
	  python=$$("$$try" -c "import sys, $$with; assert sys.version_info >= (3, 11); print(sys.executable)" 2>/dev/null) \
	  && break; \
	  python=; \
	  if test "$$try" = "$(PYTHON)"; then echo "PYTHON=$$try does not run, is older than Python 3.11, or lacks its $$with module." >&2; exit 1; fi; \
	done; \
	if test -z "$$python"; then \
	  echo "salesmode needs Python 3.11 or later with its $$with module, and found none that runs." >&2; \
	  echo "Install one (python.org; on Debian and Ubuntu: apt install python3 python3-venv), or say where it is: make PYTHON=/path/to/python3" >&2; \
	  exit 1; \
	fi; \
	log=$$(mktemp) || exit 1; \
	trap 'rm -f "$$log"' EXIT; \
	echo "Setting up $(VENV) with $$("$$python" -V) ..." >&2; \
	if command -v uv >/dev/null 2>&1; then \
	  { uv venv --quiet --clear --no-python-downloads --python "$$python" $(VENV) \
	  && uv pip install --quiet --python $(VENV) -r requirements-dev.txt \
	  && uv pip install --quiet --python $(VENV) --no-deps -e .; } >>"$$log" 2>&1; \
	else \
	  false; \
	fi || { \
	  "$$python" -m venv --clear $(VENV) \
	  && $(BIN)/python -m pip install --disable-pip-version-check -r requirements-dev.txt \
	  && $(BIN)/python -m pip install --disable-pip-version-check --no-deps -e .; \
	} >>"$$log" 2>&1 || { cat "$$log" >&2; echo "Setting up $(VENV) failed; the lines above say why." >&2; exit 1; }
	@$(BIN)/python -m compileall -q salesmode || true
	@pwd -P > $(STAMP)
