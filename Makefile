# A newcomer needs two of these: `make demo` and `make test`. Behind them are plain
# `.venv/bin/python manage.py …` and `.venv/bin/python -m pytest`.

PYTHON ?= python3
IN_VENV := .venv/bin/
READY := .venv/.installed
USWDS := nightout/static/uswds
CSS_WORK := .local/css
NODE_MODULES := $(CSS_WORK)/node_modules
USWDS_IMG := $(NODE_MODULES)/@uswds/uswds/dist/img
LEAFLET := nightout/static/leaflet
COUNTIES := nightout/static/counties
QR := nightout/static/qr
MAPS_WORK := .local/maps
MAPS_MODULES := $(MAPS_WORK)/node_modules
QR_WORK := .local/qr

.PHONY: help demo test lint bench lock css maps scanner messages chromium

help:
	@echo 'make demo      the site with sample data on this machine; PORT=8001 for another port'
	@echo 'make test      the tests; ARGS="-k register" for some of them'
	@echo 'make lint      everything a machine can say about the code'
	@echo 'make bench     how fast it is, beside what is possible'
	@echo 'make lock      requirements.txt from pyproject.toml'
	@echo 'make css       the design system in nightout/static/uswds (needs npm)'
	@echo 'make maps      Leaflet and the outlines of counties in nightout/static (needs npm)'
	@echo 'make scanner   what reads QR codes at the door, in nightout/static (needs npm)'
	@echo 'make messages  translations: collect and compile them (needs gettext)'

demo: $(READY)
	@$(IN_VENV)python manage.py demo

test: $(READY) chromium
	$(IN_VENV)python -m pytest -n logical --maxprocesses=8 --dist worksteal $(ARGS)

lint: $(READY)
	$(IN_VENV)ruff check .
	$(IN_VENV)ruff format --check .
	$(IN_VENV)djlint --check templates
	$(IN_VENV)djlint --quiet --lint templates
	$(IN_VENV)lint-imports
	$(IN_VENV)check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(IN_VENV)hadolint Dockerfile
	$(IN_VENV)python manage.py makemigrations --check --dry-run
	$(IN_VENV)python manage.py check

bench: $(READY)
	$(IN_VENV)python -m tests.benchmarks $(ARGS)

lock: $(READY)
	$(IN_VENV)uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --all-extras -o requirements.txt pyproject.toml

# Compiles theme.scss, gives every colour its name, and takes along the pictures and icons in use.
css:
	npm install --silent --no-save --no-audit --no-fund --prefix $(CSS_WORK) sass@1.108.2 @uswds/uswds@3.14.0
	$(NODE_MODULES)/.bin/sass --load-path=$(NODE_MODULES)/@uswds/uswds/packages \
		--style=compressed --no-source-map --quiet-deps $(USWDS)/theme.scss $(CSS_WORK)/uswds.css
	sed -E -f $(USWDS)/colors.sed $(CSS_WORK)/uswds.css > $(CSS_WORK)/coloured.css
	@! grep -oE '[a-z-]+:[^;{}]*(#[0-9a-fA-F]{3,8}|rgba?\([1-9])[^;{}]*' $(CSS_WORK)/coloured.css || \
		{ echo 'colors.sed does not know these colours yet' >&2; exit 1; }
	mv $(CSS_WORK)/coloured.css $(USWDS)/uswds.css
	grep -oE 'url\("img/[^"]+' $(USWDS)/uswds.css | sed 's/^url("img.//' | sort -u | while read -r file; do \
		mkdir -p "$(USWDS)/img/$$(dirname "$$file")" && cp "$(USWDS_IMG)/$$file" "$(USWDS)/img/$$file" || exit 1; done
	{ echo '<svg xmlns="http://www.w3.org/2000/svg">'; \
	while read -r id; do \
		file=$(USWDS_IMG)/usa-icons/$$id.svg; [ -f "$$file" ] || file=$(USWDS_IMG)/material-icons/$$id.svg; \
		sed -E 's/^<svg[^>]*viewBox="([^"]*)"[^>]*>/<symbol id="'"$$id"'" viewBox="\1">/; s/<\/svg>/<\/symbol>/' "$$file" || exit 1; echo; \
	done < $(USWDS)/icons.txt; echo '</svg>'; } > $(CSS_WORK)/icons.svg && mv $(CSS_WORK)/icons.svg $(USWDS)/icons.svg

# Takes from Leaflet what is in use, without addresses of files that are not, and cuts the outlines.
maps:
	npm install --silent --no-save --no-audit --no-fund --prefix $(MAPS_WORK) leaflet@1.9.4 \
		leaflet.markercluster@1.5.3 us-atlas@3.0.1 topojson-client@3.1.0 topojson-simplify@3.0.3
	mkdir -p $(LEAFLET) $(COUNTIES)
	for name in leaflet leaflet.markercluster; do \
		sed '/^\/\/# sourceMappingURL=/d' $(MAPS_MODULES)/$$name/dist/$$name.js > $(LEAFLET)/$$name.js || exit 1; done
	sed '/url(/d' $(MAPS_MODULES)/leaflet/dist/leaflet.css > $(LEAFLET)/leaflet.css
	install -m 644 $(MAPS_MODULES)/leaflet.markercluster/dist/MarkerCluster.css $(LEAFLET)/leaflet.markercluster.css
	install -m 644 $(MAPS_MODULES)/leaflet/LICENSE $(LEAFLET)/LICENSE-leaflet.txt
	install -m 644 $(MAPS_MODULES)/leaflet.markercluster/MIT-LICENCE.txt $(LEAFLET)/LICENSE-markercluster.txt
	install -m 644 $(MAPS_MODULES)/us-atlas/LICENSE $(COUNTIES)/LICENSE-us-atlas.txt
	rm -f $(COUNTIES)/*.json
	node nightout/places/data/outlines.mjs $(MAPS_WORK) $(COUNTIES)

# Takes the half of the library that reads codes, and what it needs of the other.
scanner:
	npm install --silent --no-save --no-audit --no-fund --prefix $(QR_WORK) qr@0.5.5
	mkdir -p $(QR)
	for name in decode index; do \
		sed '/^\/\/# sourceMappingURL=/d' $(QR_WORK)/node_modules/qr/$$name.js > $(QR)/$$name.js || exit 1; done
	install -m 644 $(QR_WORK)/node_modules/qr/LICENSE-MIT $(QR)/LICENSE-MIT.txt

messages: $(READY)
	$(IN_VENV)python manage.py makemessages --locale es --locale ht --ignore tests --add-location file --no-obsolete
	$(IN_VENV)python manage.py compilemessages --ignore .venv

# Made once, and brought up to date when requirements.txt has changed.
$(READY): requirements.txt
	@command -v $(PYTHON) >/dev/null || \
		{ echo 'nightout needs Python 3.11 or newer: install it, or say PYTHON=… make demo'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "nightout needs Python 3.11 or newer, this is %d.%d: install one and say PYTHON=python3.12 make demo" % sys.version_info[:2])'
	@echo 'Installing what the site needs into .venv'
	@$(PYTHON) -m venv .venv
	@$(IN_VENV)python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

# The browser tests drive it. Without it they are left out on a laptop, and fail where CI is set.
chromium:
	@for name in chromium chromium-browser google-chrome; do \
		command -v $$name >/dev/null && exit; \
	done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends chromium && exit; \
	fi; \
	echo 'No Chromium here, so the browser tests are left out. To run them, install: chromium'
