# What one does with Entente. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON := .venv/bin/python
RELEASE := .build-release
SOURCES := Package.swift Sources Tests

.PHONY: help run test check format bench build-release embed

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: ## Install what is missing, build, and serve the demonstration on http://127.0.0.1:8080
	scripts/bootstrap run
	scripts/embed
	swift build -c release --product entente --static-swift-stdlib --scratch-path $(RELEASE)
	ENTENTE_DATA=$${ENTENTE_DATA:-var} $(RELEASE)/release/entente serve --demonstration

test: ## Install what is missing, and run all tests: Swift on both databases, browser, API, crashes
	scripts/bootstrap test
	scripts/embed --check
	@echo "== build"
	swift build --build-tests
	@echo "== Swift tests, on SQLite and PostgreSQL"
	scripts/with-postgres swift test --skip-build
	@echo "== browser, API and operations"
	scripts/with-postgres $(PYTHON) -m pytest -q Tests/browser
	@echo "== crashes"
	scripts/with-postgres $(PYTHON) -m pytest -q Tests/crash

check: ## Format, generated files and links in the documents
	swift format lint --strict --recursive $(SOURCES)
	scripts/embed --check
	scripts/check-docs

format: ## Lay out the sources
	swift format --in-place --recursive $(SOURCES)

embed: ## Write the table of the files that travel in the binary
	scripts/embed

build-release: ## A release build in its own folder
	scripts/bootstrap run
	scripts/embed
	swift build -c release --product entente --static-swift-stdlib --scratch-path $(RELEASE)

bench: build-release ## Measure a release build on the large data set
	scripts/bootstrap bench
	scripts/bench $(RELEASE)/release/entente
