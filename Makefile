# make demo   the example site, built and served on this machine
# make test   the whole gate, from nothing: environment, formatting, lint, types, JavaScript, pytest
# make lint   the quick half of the gate
# make clean  removes everything that make made
#
# make test-browsers   what visitors see in Firefox ESR and WebKitGTK (Debian, about a minute)
# make bench-page      how large and how fast a credential's page is
# make bench-list      how fast the page for any badge is over 200 files
# make bench-catalogue how fast the catalogue answers a key among 1,000 programmes

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	echo "$$p"; break; fi; done)
PORT ?= 8000
BIN := .venv/bin

# $(call stage,NAME,COMMAND) runs one stage of the gate and says how long it took.
define stage
	@start=$$(date +%s); printf '\n== $(1)\n'; \
	if $(2); then result=passed; else result=FAILED; fi; \
	printf '== $(1): %s, %s s\n' "$$result" "$$(($$(date +%s) - start))"; \
	test "$$result" = passed
endef

.PHONY: demo test lint format-check ruff mypy types-js node coverage pytest test-browsers \
	pytest-browsers bench-page bench-list bench-catalogue need-node need-chromium clean

demo: .venv/.installed
	$(BIN)/insignia build
	$(BIN)/insignia serve --port $(PORT)

# One after the other and cheap to dear, also under `make -j`: the first failure is the shortest wait.
test: .venv/.installed-dev
	@$(MAKE) --no-print-directory need-node
	@$(MAKE) --no-print-directory need-chromium
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory types-js
	@$(MAKE) --no-print-directory node
	@$(MAKE) --no-print-directory coverage
	@$(MAKE) --no-print-directory pytest
	@printf '\nEverything passed.\n'

lint: .venv/.installed-dev
	@$(MAKE) --no-print-directory format-check
	@$(MAKE) --no-print-directory ruff
	@$(MAKE) --no-print-directory mypy

format-check:
	$(call stage,ruff format --check,$(BIN)/ruff format --check .)

ruff:
	$(call stage,ruff check,$(BIN)/ruff check .)

mypy:
	$(call stage,mypy,$(BIN)/mypy)

# What mypy is to the Python half. The compiler comes from npm, as the tests' other packages do.
types-js: need-node .venv/.installed-dev
	$(call stage,tsc --checkJs --strict,$(BIN)/python -c 'from tests.peers.packages import installed; \
	installed()' && node tests/peers/node_modules/typescript/bin/tsc --project tests/node)

# The files are named one by one because a folder means different things to Node.js 20 and 22.
node: need-node .venv/.installed-dev
	$(call stage,node --test,files=$$(find tests/node -name '*.test.js' -o -name '*.test.mjs' | sort) \
	&& test -n "$$files" && node --test --experimental-test-coverage --test-reporter=tap $$files \
	> .venv/node.tap; result=$$?; $(BIN)/python tests/node/report.py .venv/node.tap \
	&& test $$result = 0)

# The trusted core has no line and no branch that no test has seen.
coverage: .venv/.installed-dev
	$(call stage,coverage of generator/vc,$(BIN)/coverage run --branch --source=generator.vc \
	--data-file=.venv/coverage -m pytest -q tests/test_vectors.py tests/test_official_vectors.py \
	tests/test_vc_*.py > .venv/pytest-of-core.txt || { cat .venv/pytest-of-core.txt; false; } \
	&& $(BIN)/coverage report --data-file=.venv/coverage --fail-under=100 --skip-covered)

# A file's tests stay in one process, with what they build once: the example, the browser.
pytest: .venv/.installed-dev
	$(call stage,pytest,$(BIN)/pytest -n auto --dist loadfile)

# Not part of `make test`: these browsers cannot be had everywhere. Where they cannot, it says so.
test-browsers: .venv/.installed-dev
	@missing() { for p in firefox-esr WebKitWebDriver xvfb-run xauth dbus-run-session; do \
		command -v $$p >/dev/null 2>&1 || echo $$p; done; }; \
	if [ -n "$$(missing)" ] && grep -qx 'ID=debian' /etc/os-release 2>/dev/null; then \
		if [ "$$(id -u)" = 0 ]; then as_root=; else as_root='sudo -n'; fi; \
		if $$as_root true 2>/dev/null; then \
			echo 'Installing Firefox ESR and WebKitGTK from Debian (once).'; \
			$$as_root apt-get update -q && $$as_root apt-get install -q -y \
				--no-install-recommends firefox-esr webkit2gtk-driver xvfb xauth dbus-daemon; \
			fi; fi; \
	if [ -n "$$(missing)" ]; then \
		echo "not run: Firefox ESR and WebKitGTK, without" $$(missing); \
	else $(MAKE) --no-print-directory pytest-browsers; fi

pytest-browsers: .venv/.installed-dev
	$(call stage,pytest in Firefox ESR and WebKitGTK,$(BIN)/pytest tests/browsers)

bench-page: need-chromium
	@$(BIN)/python -m benchmarks.credential_page

bench-list: need-chromium
	@$(BIN)/python -m benchmarks.any_badge

bench-catalogue: need-chromium
	@$(BIN)/python -m benchmarks.catalogue

need-node:
	@if ! command -v node >/dev/null 2>&1; then \
		echo 'make: Node.js is missing. The browser half of the verifier is tested in it.' >&2; \
		echo 'Install version 20 or newer (https://nodejs.org/ or your package manager), then' >&2; \
		echo 'run make test again.' >&2; exit 1; fi; \
	if ! node -e 'process.exit(parseInt(process.versions.node, 10) < 20 ? 1 : 0)'; then \
		echo "make: Node.js $$(node --version) is too old; version 20 or newer is needed." >&2; \
		exit 1; fi

# The first that is there: the one named by INSIGNIA_CHROMIUM, one on PATH, Debian's, Playwright's.
need-chromium: .venv/.installed-dev
	@if [ -n "$$INSIGNIA_CHROMIUM" ]; then \
		if [ -x "$$INSIGNIA_CHROMIUM" ]; then exit 0; fi; \
		echo "make: INSIGNIA_CHROMIUM names $$INSIGNIA_CHROMIUM, which cannot be run." >&2; exit 1; fi; \
	for p in chromium chromium-browser google-chrome; do \
		if command -v $$p >/dev/null 2>&1; then exit 0; fi; done; \
	if grep -qx 'ID=debian' /etc/os-release 2>/dev/null; then \
		if [ "$$(id -u)" = 0 ]; then as_root=; else as_root='sudo -n'; fi; \
		if $$as_root true 2>/dev/null; then \
			echo 'Installing Chromium from Debian (once).'; \
			if $$as_root apt-get update -q && \
				$$as_root apt-get install -q -y --no-install-recommends chromium; \
				then exit 0; fi; fi; fi; \
	echo 'Fetching Chromium for Playwright (once).'; \
	if ! $(BIN)/playwright install chromium; then \
		echo 'make: no Chromium. Install one, or name one in INSIGNIA_CHROMIUM.' >&2; exit 1; fi

# The package is installed in place, so only a change of its dependencies asks for a new install.
.venv/.installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.installed-dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch .venv/.installed $@

.venv/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo 'make: no Python 3.11 or newer on PATH. Install one, or say make PYTHON=/path/to/it.' >&2; \
		exit 1; fi
	@if ! $(PYTHON) -m venv .venv; then rm -rf .venv; \
		echo 'make: this Python cannot make virtual environments.' >&2; \
		echo 'On Debian and Ubuntu: apt install python3-venv.' >&2; exit 1; fi

clean:
	rm -rf .venv public dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +
