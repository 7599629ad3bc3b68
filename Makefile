# Build, test and install. "make" alone says what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:

DESTDIR ?=
PREFIX ?= /usr
SYSCONFDIR ?= /etc
BUILD := .build/release
SWIFT_FORMAT_TARGETS = $(wildcard Sources Tests Benchmarks Fuzz Package.swift)

.PHONY: help
help: ## Say what there is (default)
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: deps
deps: ## Install what is missing to build, with apt-get
	scripts/deps

.PHONY: build
build: ## Build for debugging
	swift build

.PHONY: release
release: ## Build what is shipped: optimised, with Swift's own libraries linked in
	swift build -c release --static-swift-stdlib

.PHONY: run
run: deps release ## Show a store, a kiosk and a contribution's whole way on this machine
	scripts/demo

.PHONY: test
test: ## Run every test
	scripts/deps test
	swift build --build-tests
	swift test --skip-build --no-parallel

.PHONY: test-pages
test-pages: ## Test the touch pages in Chromium
	scripts/deps test
	swift build
	scripts/test-pages

.PHONY: screens
screens: ## Take a picture of every screen of the touch pages, into .build/screens
	scripts/deps test
	swift build
	scripts/screens

.PHONY: check
check: ## Run the gates: generated code, format, layers and the like
	scripts/check

.PHONY: proto
proto: ## Generate the C messages from proto/ anew
	scripts/generate-proto

.PHONY: fmt
fmt: ## Format the Swift code in place
	swift format format --in-place --recursive --parallel $(SWIFT_FORMAT_TARGETS)

.PHONY: bench
bench: ## Measure
	scripts/bench

.PHONY: sanitize
sanitize: ## Run the tests under the address and the thread sanitizer
	scripts/deps test
	scripts/sanitize

.PHONY: fuzz
fuzz: ## Feed the decoders what nobody would send
	scripts/fuzz

.PHONY: install
install: ## Install what "make release" built: make install DESTDIR= PREFIX=/usr
	@for name in kioskd kiosk-store kiosk-ctl; do \
	  test -x $(BUILD)/$$name || { echo "there is no $(BUILD)/$$name; run first: make release" >&2; exit 1; }; \
	done
	install -D -m 0755 -t $(DESTDIR)$(PREFIX)/sbin $(BUILD)/kioskd $(BUILD)/kiosk-store
	install -D -m 0755 -t $(DESTDIR)$(PREFIX)/bin $(BUILD)/kiosk-ctl
	for section in 1 5 8; do \
	  for page in docs/man/*.$$section; do \
	    test ! -e $$page || install -D -m 0644 -t $(DESTDIR)$(PREFIX)/share/man/man$$section $$page; \
	  done; \
	done
	$(BUILD)/kiosk-ctl --generate-completion-script bash | \
	  install -D -m 0644 /dev/stdin $(DESTDIR)$(PREFIX)/share/bash-completion/completions/kiosk-ctl
	$(BUILD)/kiosk-ctl --generate-completion-script zsh | \
	  install -D -m 0644 /dev/stdin $(DESTDIR)$(PREFIX)/share/zsh/vendor-completions/_kiosk-ctl
	$(BUILD)/kiosk-ctl --generate-completion-script fish | \
	  install -D -m 0644 /dev/stdin $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/kiosk-ctl.fish
	for unit in kioskd kiosk-store; do \
	  sed -e 's#/usr/sbin/#$(PREFIX)/sbin/#; s#/etc/kiosk/#$(SYSCONFDIR)/kiosk/#' deploy/systemd/$$unit.service | \
	    install -D -m 0644 /dev/stdin $(DESTDIR)$(PREFIX)/lib/systemd/system/$$unit.service; \
	  install -D -m 0644 deploy/examples/$$unit.yaml $(DESTDIR)$(SYSCONFDIR)/kiosk/$$unit.yaml.example; \
	done
	install -D -m 0644 -t $(DESTDIR)$(PREFIX)/lib/systemd/system deploy/systemd/kiosk-screen.service
	install -D -m 0644 -t $(DESTDIR)$(PREFIX)/share/kiosk deploy/chromium/chromium-policy.json
	install -D -m 0644 -t $(DESTDIR)$(PREFIX)/lib/sysusers.d deploy/sysusers.d/kiosk.conf
	install -D -m 0644 -t $(DESTDIR)$(PREFIX)/lib/tmpfiles.d deploy/tmpfiles.d/kiosk.conf
	cd pages && find . -type f -exec install -D -m 0644 '{}' '$(abspath $(DESTDIR)/$(PREFIX))/share/kiosk/pages/{}' \;
	cd packs && find . -type f -exec install -D -m 0644 '{}' '$(abspath $(DESTDIR)/$(PREFIX))/share/kiosk/packs/{}' \;
	install -D -m 0644 -t $(DESTDIR)$(PREFIX)/share/doc/kiosk LICENSE SECURITY.md CHANGELOG.md

.PHONY: clean
clean: ## Remove all that was built, the Python of the tests included
	rm -rf .build
