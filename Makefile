# MgDB. `make help` lists the targets.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help env run stop test test-long lint format generated check lock ci

# The first Python >= 3.11 that really runs; version managers leave names on the PATH that do not.
FIND_PYTHON = for python in $(PYTHON) python3.13 python3.12 python3.11 python3 python; do \
	if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then break; fi; python=; done; \
	if [ -z "$$python" ]; then \
	echo "MgDB: no Python >= 3.11 found; install one, or name it: make $@ PYTHON=/path/to/python3" >&2; exit 1; fi
# What MgDB runs on, and that together with what it is developed with.
TO_RUN = $(FIND_PYTHON); "$$python" tools/launcher/environment.py run
ENVIRONMENT = $(FIND_PYTHON); "$$python" tools/launcher/environment.py test

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'
	@echo "  PORT (8000) and MGDB_DATA_DIR (.data) choose where it runs; .env.example lists all settings."

env: ## make or refresh the environment .venv, with what tests and checks need
	@$(ENVIRONMENT)

run: ## start everything: database, worker, beat, web server
	@$(TO_RUN) && exec .venv/bin/python -m tools.launcher run

stop: ## stop what `make run` started
	@$(TO_RUN) && exec .venv/bin/python -m tools.launcher stop

test: ## run the tests (choose with ARGS="-k name")
	@$(ENVIRONMENT) && exec .venv/bin/python -m pytest $(ARGS)

test-long: ## run the long forms of tests, as before every release
	@$(ENVIRONMENT) && exec .venv/bin/python -m pytest -m "long or hypothesis" --hypothesis-profile=long $(ARGS)

lint: ## style, types, layers
	@$(ENVIRONMENT) && .ci/run lint types layers

format: ## put the code into its one style
	@$(ENVIRONMENT) && .venv/bin/ruff check --fix && .venv/bin/ruff format && \
		.venv/bin/djlint --reformat --quiet templates/public && \
		.venv/bin/djlint --reformat --quiet --profile django templates/admin templates/api

generated: ## write again what follows from the code: migration, OpenAPI schema (examples: see docs/extending.md)
	@$(ENVIRONMENT) && .venv/bin/python -W "ignore:Got an error checking" manage.py makemigrations mgdb && \
		.venv/bin/ruff check --quiet --fix mgdb/migrations && .venv/bin/ruff format --quiet mgdb/migrations && \
		.venv/bin/python manage.py spectacular --file api/openapi.yaml --validate

check: ## production settings, missing migrations, lock files, compose file, image, secrets
	@$(ENVIRONMENT) && .ci/run check lock compose secrets

LOCK = UV_PYTHON_DOWNLOADS=never uv pip compile --universal --generate-hashes --no-header --only-binary :all: \
	--python-version 3.11 -q pyproject.toml

lock: ## update the lock files from pyproject.toml (needs uv)
	@command -v uv >/dev/null || { echo "MgDB: uv is needed to write the lock files; install it first." >&2; exit 1; }
	$(LOCK) --upgrade -o requirements.lock
	$(LOCK) --upgrade -c requirements.lock --extra embedded -o requirements-embedded.lock
	$(LOCK) --upgrade -c requirements-embedded.lock --all-extras -o requirements-test.lock

ci: ## everything that must hold before a change is taken
	@.ci/run
