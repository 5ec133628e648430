# `make help` lists what can be done; `make serve` and `make test` need nothing before.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000

LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --extra setup

# Figures are taken on a home of their own, never on the user's.
MEASURE = $(BIN)/torikumi --home $(VENV)/measured evaluate

INDEX_TESTS := $(addprefix tests/test_,mapped.py writer.py searcher.py words.py query_language.py \
	search_answers.py search_goal.py search_quality.py)

PROPERTY_TESTS = $(shell grep -l '^@given' tests/test_*.py)

.DEFAULT_GOAL := help
.PHONY: help setup serve demo test coverage lint format fuzz bench evaluate translations lock clean

help: ## この一覧を表示する / list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(VENV)/.installed ## 動かすのに必要なものを .venv に入れる / install what running needs

# The locks are complete: nothing is resolved, or a library of today could come in.
$(VENV)/.installed: requirements.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.installed-test: requirements-test.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-test.txt
	@touch $@

# A second environment with the original Whoosh, so that no one is tied to one fork.
$(VENV)-whoosh2/.installed: requirements-whoosh2.txt pyproject.toml
	@test -x $(VENV)-whoosh2/bin/python || $(PYTHON) -m venv $(VENV)-whoosh2
	$(VENV)-whoosh2/bin/python -m pip install --quiet --no-deps --require-hashes -r $<
	$(VENV)-whoosh2/bin/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

serve: setup ## 検索画面を開く（PORT= HOST=）/ serve the pages
	$(BIN)/torikumi serve --host $(HOST) --port $(PORT)

demo: setup ## 架空の組織の見本を開く / serve the samples beside the bundled report
	$(BIN)/torikumi demo --host $(HOST) --port $(PORT)

test: $(VENV)/.installed-test $(VENV)-whoosh2/.installed lint ## すべての検査をする / run all checks
	@tests/install
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile
	$(VENV)-whoosh2/bin/python -m pytest -q -m "not slow" -W ignore::DeprecationWarning $(INDEX_TESTS)

coverage: $(VENV)/.installed-test ## どこまで検査されているかを測る / measure what tests reach
	@tests/install
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report

lint: $(VENV)/.installed-test ## 書式と型を検査する / check format and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/.installed-test ## 書式を整える / format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

fuzz: $(VENV)/.installed-test ## 作り話で長く試す / try the API and the readers with made-up input
	TORIKUMI_FUZZ_EXAMPLES=300 $(BIN)/python -m pytest -q tests/test_fuzz.py
	$(BIN)/python -m pytest -q --hypothesis-profile curious $(PROPERTY_TESTS)

bench: $(VENV)/.installed-test ## 速さを測る / run the benchmarks
	$(BIN)/python -m tests.benchmarks

evaluate: setup ## 分類と検索の正しさを測り直す / measure again what the docs say
	$(MEASURE) -o corpus/bundled/model_card.json
	$(MEASURE) themes tests/data/held_out_themes.jsonl
	$(MEASURE) search tests/data/queries.jsonl
	$(MEASURE) search tests/data/queries_second_hand.jsonl

translations: $(VENV)/.installed-test ## 訳すべき文を集め、翻訳を組み直す / collect and compile the translations
	$(BIN)/pybabel extract -F service/translations/babel.cfg -k lazy_gettext --no-location \
		--sort-output -o $(VENV)/messages.pot service
	$(BIN)/pybabel update -i $(VENV)/messages.pot -d service/translations \
		--no-fuzzy-matching --no-wrap --ignore-obsolete
	$(BIN)/pybabel compile -d service/translations

lock: $(VENV)/.installed ## 依存を固定し直す / pin the dependencies again
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	$(LOCK) --upgrade -o requirements.txt pyproject.toml
	$(LOCK) --extra test -c requirements.txt -o requirements-test.txt pyproject.toml
	sed -e 's/whoosh3>=[0-9.]*/whoosh==2.7.4/' pyproject.toml > $(VENV)/pyproject.toml
	$(LOCK) --extra test -c requirements.txt -o requirements-whoosh2.txt $(VENV)/pyproject.toml

clean: ## 作ったものを消す / remove what was made here
	rm -rf $(VENV) $(VENV)-whoosh2 build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
