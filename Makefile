# Convene. `make help` lists what there is.

# A Python of this machine that will do, and that was compiled for speed; say PYTHON=… to choose another.
PYTHON ?= $(shell sh tools/choose_python.sh python3 /usr/bin/python3 python3.13 python3.12 python3.11)
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test check bench format lock messages screenshots services services-stop shell manage clean

help: ## This list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

run: ## Set up what is missing, start everything, load the demo (PORT=8001, DEMO=no)
	@$(PYTHON) -m tools.run

test: ## Set up, check the code, run every test (ARGS="tests/records -k audit" for some)
	@$(PYTHON) -m tools.test $(ARGS)

check: ## Lint, format, arrows between rooms, types, templates, migrations, deployment
	@$(PYTHON) -m tools.check

bench: ## Measure; one line of JSON per figure
	@$(PYTHON) -m tools.bench $(ARGS)

format: ## Bring code and templates into the one form
	@$(PYTHON) -m tools.setup code
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .
	@find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} + ; true

lock: ## Lock the requirements anew (ARGS=--upgrade for newer versions)
	@$(PYTHON) -m tools.lock $(ARGS)

messages: ## Gather translatable words, compile translations
	@$(PYTHON) -m tools.messages

screenshots: ## Take the pictures of the README
	@$(PYTHON) -m tools.screenshots $(ARGS)

services: ## Start PostgreSQL and Redis for tests by hand and leave them running; prints their addresses
	@$(PYTHON) -m tools.env test

services-stop: ## Stop them again
	@$(PYTHON) -m tools.env stop test

shell: ## Django's shell on the data of `make run`
	@$(PYTHON) -m tools.shell

manage: ## Any manage.py command on the data of `make run` (ARGS="open_agency --help")
	@$(PYTHON) -m tools.shell $(ARGS)

clean: ## Remove what was made, except the data of `make run`
	@$(PYTHON) -m tools.env stop test
	@rm -rf .venv node_modules build var/static var/stamps var/cache var/log var/services/test
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
