# The commands of the project; people, hooks and CI call only these.
PYTHON ?= python3
YEAR ?= 2023
LANGUAGE ?= both
CHAPTER ?= asylum
AS_OF ?=
SIGN ?=
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
INSTALLED := .venv/installed
BROWSER := .venv/browser
FUZZ := .venv/fuzz
REVIEW := .venv/review
# The tests in a browser run where there is one; the tests themselves look for it again.
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.PHONY: book site review preview refresh check test lint tests nbval fuzz bench notebooks clean

book: $(INSTALLED)
	$(BIN)/python -m book build $(YEAR) $(LANGUAGE) $(if $(AS_OF),--as-of $(AS_OF))

site: $(INSTALLED)
	$(BIN)/python -m book site

# Whether a built edition may be published: one page in _build/review; SIGN="A Name" signs it.
review: $(INSTALLED) $(REVIEW) $(if $(CHROMIUM),$(BROWSER))
	$(BIN)/python -m book review $(YEAR) $(LANGUAGE) $(if $(AS_OF),--as-of $(AS_OF)) $(if $(SIGN),--sign "$(SIGN)")

# The page of a chapter in a browser, renewed while it is worked on.
preview: $(INSTALLED)
	$(BIN)/python -m book preview $(CHAPTER) $(YEAR) $(LANGUAGE:both=en)

# What the providers have that data/ does not; DATASET names those wanted, else all. OPTIONS such as --dry-run.
refresh: $(INSTALLED)
	$(BIN)/python -m book refresh $(DATASET) $(OPTIONS)

# For the loop of writing code: what needs no chapter to run and no book to be bound.
check: lint
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal -m "not book"

# All parts run, whichever fail: a revision breaks a test, and nbval says which sentences read differently.
test: $(INSTALLED)
	$(MAKE) --keep-going lint tests nbval

lint: $(INSTALLED)
	$(BIN)/ruff check . && checked=1; $(BIN)/ruff format --check . && [ "$$checked" ]

tests: $(INSTALLED) $(REVIEW) $(if $(CHROMIUM),$(BROWSER))
	$(BIN)/python -m pytest --numprocesses 2 --dist loadgroup --no-loadscope-reorder

nbval: $(INSTALLED)
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --nbval chapters

# 10,000 hostile records, datasets and provider files, the same ones each time.
fuzz: $(INSTALLED) $(FUZZ)
	$(BIN)/python -m pytest tests/fuzz_data.py

# What books take, the usual way and ours: two hours on two cores that do nothing else.
bench: $(INSTALLED)
	$(BIN)/python bench/bench.py

notebooks: $(INSTALLED)
	$(BIN)/python -m book notebooks

$(INSTALLED): requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) --only-binary :all: --require-hashes --requirement requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(BROWSER): requirements-browser.txt $(INSTALLED)
	$(PIP) --only-binary :all: --require-hashes --requirement requirements-browser.txt
	touch $@

$(FUZZ): requirements-fuzz.txt $(INSTALLED)
	$(PIP) --only-binary :all: --require-hashes --requirement requirements-fuzz.txt
	touch $@

$(REVIEW): requirements-review.txt $(INSTALLED)
	$(PIP) --only-binary :all: --require-hashes --requirement requirements-review.txt
	touch $@

clean:
	rm -rf _build
