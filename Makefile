# The front door: people and continuous integration use the same targets. “make help” lists them.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# What the compiler and the linker need.
BUILD_PACKAGES := binutils dpkg-dev g++ git libcurl4-openssl-dev libsqlite3-dev libstdc++-12-dev libvirt-dev \
	libxml2-dev pkg-config zlib1g-dev
# What a lab of real hosts on this machine needs.
LAB_PACKAGES := e2fsprogs iproute2 mmdebstrap mount openssh-client systemd-container util-linux
# What guests and emulated hosts are made with, and run.
GUEST_PACKAGES := cpio fdisk gcc gzip kmod libc6-dev mtools qemu-system-x86 qemu-utils syslinux syslinux-common
# What tests compare with.
TEST_PACKAGES := curl genisoimage iputils-ping jq libssl-dev openssl python3-venv
# oVirt's own SDK, for the conformance tests, in a virtual environment outside the checkout.
SDK := ovirt-engine-sdk-python==4.6.3
VENV := $(HOME)/.cache/mortar/venv

# Release programs carry Swift's runtime in them; they have a build folder of their own, because tests cannot be linked
# that way and the two cannot share one.
RELEASE_FLAGS := --configuration release --static-swift-stdlib --scratch-path .build-release
RELEASE := .build-release/release
DEBUG := .build/debug
PROGRAMS := mortar mortar-agent mortar-lab
SOURCES := Package.swift Sources Tests

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	while IFS='|' read -r name text; do printf '  %-12s %s\n' "$$name" "$$text"; done

.PHONY: deps
deps: ## install the Debian packages that building and testing need
	@Packaging/install-packages $(BUILD_PACKAGES) $(LAB_PACKAGES) $(GUEST_PACKAGES) $(TEST_PACKAGES)
	@test -x $(VENV)/bin/python || python3 -m venv $(VENV)
	@$(VENV)/bin/python -c 'import ovirtsdk4' 2>/dev/null || $(VENV)/bin/pip install --quiet $(SDK)

.PHONY: build
build: deps ## build the programs for use, into bin/
	swift build $(RELEASE_FLAGS)
	@install -d bin
	@for program in $(PROGRAMS); do ln -f $(RELEASE)/$$program bin/$$program; done

.PHONY: build-tests
build-tests: deps
	swift build --build-tests --explicit-target-dependency-import-check error

.PHONY: unit
unit: build-tests
	swift test --skip-build

.PHONY: check
check: lint unit ## lint, build with import checks, run the tests that need neither root nor a lab

.PHONY: test
test: build-tests deb-debug ## run all tests, those in a lab of real hosts included (root); THOROUGH=1 for an hour of them
	swift test --skip-build
	MORTAR_LAB_THOROUGH=$(THOROUGH) MORTAR_LAB_TESTS=1 MORTAR_PACKAGES=$(CURDIR)/build/deb-debug \
		swift test --skip-build --filter LabTests

.PHONY: bench
bench: deb ## measure Mortar on hosts of a lab, beside the bare commands; PARTS="bare api heal access" (root)
	@python3 Benchmarks/bench.py bin build/deb $(RELEASE)/mortar-simulation $(PARTS)

.PHONY: lint
lint: ## check the format of the sources
	swift format lint --strict --parallel --recursive $(SOURCES)

.PHONY: format
format: ## repair the format of the sources
	swift format --in-place --parallel --recursive $(SOURCES)

.PHONY: docs
docs: deps ## make the documentation of the code, into build/docs/
	@install -d build
	swift package --allow-writing-to-directory build/docs generate-documentation --output-path build/docs \
		--enable-experimental-combined-documentation \
		$(addprefix --target ,$(filter-out CLibvirt,$(notdir $(wildcard Sources/*[a-zA-Z]))))

.PHONY: deb
deb: build ## make the Debian packages, into build/deb/
	@Packaging/build-deb $(RELEASE) build/deb

# The packages that the lab tests install: from the same build as the tests, so that nothing is built twice.
.PHONY: deb-debug
deb-debug: build-tests
	@Packaging/build-deb $(DEBUG) build/deb-debug

.PHONY: guest
guest: build ## build the image that the lab's virtual machines start from (root)
	bin/mortar-lab guest

.PHONY: demo
demo: deb ## deploy a demonstration cluster of three lab hosts with a running VM (root)
	@Packaging/demo bin build/deb

.PHONY: lab-up
lab-up: build ## start a lab of three hosts (root)
	bin/mortar-lab up

.PHONY: lab-down
lab-down: build ## remove the lab (root)
	bin/mortar-lab down
