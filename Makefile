# The front door to meson. `make demo` and `make check` work on a fresh Debian machine.

BUILD ?= build

all: $(BUILD)/build.ninja
	ninja -C $(BUILD)

$(BUILD)/build.ninja:
	meson setup $(BUILD) --buildtype=release

# Sets up what is missing, builds, and runs the main job on the example schemas.
demo:
	tools/setup-debian.sh
	$(MAKE) all
	$(BUILD)/cli/migra analyze --fail-on never examples/schemas/postgres/before.sql examples/schemas/postgres/after.sql

# Sets up what is missing and passes the tests, with and without sanitizers.
check:
	tools/setup-debian.sh check
	tools/check.sh

install: all
	meson install -C $(BUILD)

# The fastest build, in build-release: a few minutes, gcc.
release:
	tools/setup-debian.sh
	tools/release.sh

bench: release
	python3 bench/run.py

fuzz:
	tools/setup-debian.sh check
	fuzz/run.sh

clean:
	rm -rf $(BUILD) build-*

.PHONY: all demo check install release bench fuzz clean
