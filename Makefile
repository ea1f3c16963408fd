# `make` lists the targets.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := bash

GO ?= go
FUZZTIME ?= 30s

# Tests run in the folder of their package: there, a relative path would lead elsewhere.
ifdef BIGCOMMERCE_SPECS
override BIGCOMMERCE_SPECS := $(abspath $(BIGCOMMERCE_SPECS))
export BIGCOMMERCE_SPECS
endif

# Every module has to do without go.work, which is for editors and for the nested modules: they need a release that isn't there yet.
export GOWORK := off
NESTED := $(patsubst %/go.mod,%,$(wildcard integrations/*/go.mod))

# Tools are pinned here and built into bin/, each under its version.
GOLANGCI_LINT_VERSION := v2.15.0
GOVULNCHECK_VERSION := v1.9.0
VULNDB_VERSION := v0.0.0-20261105234957-e22db6528018
GOLANGCI_LINT := bin/golangci-lint-$(GOLANGCI_LINT_VERSION)
GOVULNCHECK := bin/govulncheck-$(GOVULNCHECK_VERSION)

.PHONY: help
help: ## List the targets
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

.PHONY: demo
demo: ## Run every core action against a store in memory
	@$(GO) run ./cmd/bigcommerce demo

.PHONY: test
test: ## Run the tests (no network beyond this machine)
	$(GO) test ./...
	@$(MAKE) --no-print-directory integrations
	@test -n "$$BIGCOMMERCE_SPECS" || echo 'Conformance did not run: set BIGCOMMERCE_SPECS, see "make conformance".'

.PHONY: integrations
integrations: ## Run the tests of the nested modules below integrations
	@set -e; for module in $(NESTED); do (cd $$module && set -x && GOWORK="$(CURDIR)/go.work" $(GO) vet ./... && GOWORK="$(CURDIR)/go.work" $(GO) test $(RACE) ./...); done

.PHONY: tidy
tidy: ## Write what the modules need into go.mod and go.sum, those of the nested modules too
	$(GO) mod tidy
	@set -e; for module in $(NESTED); do (cd $$module && ../tidy.sh -w); done

.PHONY: tidied
tidied: ## Compare the modules with what they need
	$(GO) mod tidy -diff
	@set -e; for module in $(NESTED); do (cd $$module && ../tidy.sh); done

.PHONY: race
race: ## Run the tests with the race detector
	$(GO) test -race ./...
	@$(MAKE) --no-print-directory integrations RACE=-race

.PHONY: lint
lint: $(GOLANGCI_LINT) ## Check style, the import rule and formatting
	$(GOLANGCI_LINT) run
	@set -e; for module in $(NESTED); do (cd $$module && GOWORK="$(CURDIR)/go.work" "$(CURDIR)/$(GOLANGCI_LINT)" run); done

.PHONY: format
format: $(GOLANGCI_LINT) ## Format the code
	$(GOLANGCI_LINT) fmt

.PHONY: conformance
conformance: ## Hold requests and the sandbox's answers against the official OpenAPI files in BIGCOMMERCE_SPECS
	@test -d "$(BIGCOMMERCE_SPECS)" || { echo 'Set BIGCOMMERCE_SPECS to the folder "reference" of a checkout of https://github.com/bigcommerce/docs.' >&2; exit 1; }
	BIGCOMMERCE_SPECS="$(abspath $(BIGCOMMERCE_SPECS))" $(GO) test -count=1 ./internal/conformance $(COVERAGE)

.PHONY: fuzz
fuzz: ## Run every fuzz target for FUZZTIME each (30s), two at a time
	@set -e; mkdir -p bin/fuzz; grep -rlE '^func Fuzz' --include='*_test.go' . | xargs -n 1 dirname | sort -u | while read -r package; do \
		name=$${package#./}; binary=bin/fuzz/$${name//\//_}.test; \
		$(GO) test -c -fuzz . -o $$binary $$package; \
		grep -hoE '^func Fuzz[A-Za-z0-9_]*' $$package/*_test.go | sed "s|^func |$$binary $$package |"; \
	done | GO="$(GO)" xargs -P 2 -L 1 .ci/fuzz $(FUZZTIME)

.PHONY: bench
bench: ## Run the benchmarks, then measure against the store in memory (BENCH="-only exports -runs 1")
	$(GO) test -run '^$$' -bench . -benchmem ./...
	$(GO) run ./internal/bench $(BENCH)

.PHONY: generate
generate: ## Write the generated files: docs/operations, docs/compatibility
	$(GO) run ./internal/docs

.PHONY: vuln
vuln: $(GOVULNCHECK) ## Look for known vulnerabilities (in vuln.go.dev, or in its copy on the Go module proxy as of VULNDB_VERSION)
	@$(GO) run ./internal/vuln -scanner $(GOVULNCHECK) -module golang.org/x/vulndb@$(VULNDB_VERSION) -dir bin/vulndb-$(VULNDB_VERSION)

.PHONY: check
check: ## Run all that CI runs
	@.ci/run

$(GOLANGCI_LINT):
	GOBIN="$(CURDIR)/bin" $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_LINT_VERSION)
	@mv bin/golangci-lint $@

$(GOVULNCHECK):
	GOBIN="$(CURDIR)/bin" $(GO) install golang.org/x/vuln/cmd/govulncheck@$(GOVULNCHECK_VERSION)
	@mv bin/govulncheck $@
