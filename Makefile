# The entry points. Each makes what it needs: the virtual environment, the installed project, the compiled modules.
#   make demo    the whole path on sample_data/: CSV to a classifier, CIFAR binaries to TFRecords to a network
#   make test    all tests, two files at a time, and why some are skipped; TESTS=tests/formats for some, JOBS=0 for one process
#   make check   ruff (rules and format) and mypy; `make format` formats
#   make docs    the site, from docs/ and the docstrings, into build/site; a link that leads nowhere ends it with an error
#   make names   the tables and stubs of the public names (headrace/_names/generate.py) and of the vocabulary of ops
#   make fuzz-graphs  random graphs, plans held against operations run one by one, until stopped; FUZZ="--programs 1000"
#   make fuzz-shapes  random programs, their static shapes held against TensorFlow's, which it installs apart, until stopped
#   make fuzz-loops   random programs of loops and branches, their values held against TensorFlow's, until stopped
#   make soak-bad-records a million bad records are left out, and memory stays as it is; SOAK=100000
#   make fuzz-journeys    random graphs that train, written by TensorFlow and run here, and the other way, until stopped
#   make fuzz-pipelines   random pipelines, each held against what it means, until stopped; FUZZ="--programs 1000"
#   make fuzz-resume  random pipelines, interrupted and resumed at random places, until stopped; FUZZ="--start 5000"
#   make fuzz-datasets    random programs of tf.data with bad records, interrupted at every place, until stopped; FUZZ="--start 5000"
#   make fuzz-schedules   threads at queues and a Coordinator, in random orders of their steps, until stopped
#   make fuzz-faults   exceptions of all kinds and hangs forced on the threads of a pipeline, until stopped
#   make fuzz-damage   every byte of a small file of each format flipped, each cut off; then random damage until stopped
#   make fuzz    every parser with coverage guidance (atheris), in turns, until stopped; FUZZ="--seconds 30 --rounds 1"
#   make mutants   500 small errors planted one at a time in pipeline/ and formats/: which of them no test notices (an hour)
#   make soak    the tests of what stays behind, for 10,000 epochs and 1,000 sessions instead of 300 and 30; SOAK=3000 for less
#   make soak-cluster     a worker, a parameter server and Ray killed at random moments, 30 times each; SOAK=5 for less
#   make bench   headrace beside TensorFlow, pandas and pyarrow, which it installs apart; BENCH="--alone --quick" for less
#   make build   compiles what has changed
#   make clean   removes the environment and what was compiled
#   make help    prints this
# PYTHON=python3.12 makes the environment with another Python, VENV=/tmp/env puts it elsewhere, HEADRACE_BUILD=pure
# compiles nothing and HEADRACE_BUILD=compiled ends with an error where that fails.

PYTHON ?= python3
VENV ?= .venv
JOBS ?= 2
TESTS ?= tests
# In a process of their own: Ray leaves threads and files where others count theirs.
RAY_TESTS = tests/cluster/test_processes.py tests/cluster/test_workers.py tests/cluster/test_faults.py \
	tests/cluster/inputs/test_processes.py
LAYERS := $(shell cat layers.txt)
HOT := $(shell find $(LAYERS) -name '*_cy.py' -o -name '*_cy.pxd' -o -name '*_cy.h')
PIP = $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check

export PIP_NO_INPUT = 1

# The hot modules are compiled while the packages are installed.
MAKEFLAGS += --jobs=2

.PHONY: demo test check format docs names fuzz-graphs fuzz-shapes fuzz-loops fuzz-journeys fuzz-pipelines soak-bad-records \
	fuzz-resume fuzz-datasets fuzz-schedules fuzz-faults fuzz-damage fuzz mutants soak soak-cluster bench build clean help

demo: $(VENV)/installed $(VENV)/built
	$(VENV)/bin/python examples/demo.py

test: $(VENV)/tools $(VENV)/built $(VENV)/ray
	$(VENV)/bin/pytest -q -rfEs -n $(JOBS) --dist loadfile --no-loadscope-reorder $(RAY_TESTS:%=--ignore=%) $(TESTS)
	$(if $(filter tests,$(TESTS)),$(VENV)/bin/pytest -q -rfEs $(RAY_TESTS))

# Where Ray can't be had, its tests are skipped.
$(VENV)/ray: $(VENV)/tools
	-@HEADRACE_BUILD=pure $(PIP) --no-build-isolation --editable '.[ray]' || echo 'Ray cannot be had: its tests are skipped.'
	touch $@

check: $(VENV)/tools
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

format: $(VENV)/tools
	$(VENV)/bin/ruff check --select I --fix --quiet .
	$(VENV)/bin/ruff format --quiet .

docs: $(VENV)/zensical
	$(VENV)/bin/python docs/site/layout.py
	$(VENV)/bin/zensical build --strict --clean
	@! grep -rE '<(script|link|img)[^>]* (src|href)="https?:' --include='*.html' build/site || { echo 'It needs a network.'; exit 1; }

names: $(VENV)/installed
	$(VENV)/bin/python headrace/_names/generate.py
	$(VENV)/bin/python -m headrace.graph.ops.generate
	$(VENV)/bin/python -m headrace._names.coverage

fuzz-graphs: $(VENV)/tools $(VENV)/built
	cd tests && $(abspath $(VENV))/bin/python -m support.graphs $(FUZZ)

# TensorFlow stands in an environment of its own: headrace's never needs it.
fuzz-shapes: $(VENV)/tensorflow
	$(VENV)/tensorflow/bin/python tests/golden/shapes/record.py --endless $(FUZZ)

fuzz-loops: $(VENV)/tensorflow
	$(VENV)/tensorflow/bin/python tests/golden/control_flow/record.py endless $(FUZZ)

fuzz-journeys: $(VENV)/tensorflow
	$(VENV)/tensorflow/bin/python -m pip install --quiet --disable-pip-version-check tf_keras
	$(VENV)/tensorflow/bin/python tests/golden/graphs/record.py endless $(FUZZ)

$(VENV)/tensorflow: pyproject.toml
	$(PYTHON) -m venv $@
	$@/bin/python -m pip install --quiet --disable-pip-version-check 'tensorflow-cpu>=2.16' 'crc32c>=2.4' 'fsspec>=2023.6' 'pillow>=10'
	touch $@

soak: $(VENV)/tools $(VENV)/built
	SOAK=$(or $(SOAK),10000) $(VENV)/bin/pytest -q tests/pipeline/runners/test_soak.py

soak-cluster: $(VENV)/tools $(VENV)/built $(VENV)/ray
	cd tests && $(abspath $(VENV))/bin/python -m support.clusters.soak --lives $(or $(SOAK),30)

bench: $(VENV)/installed $(VENV)/built
	$(VENV)/bin/python benchmarks/run.py $(BENCH)

soak-bad-records: $(VENV)/tools $(VENV)/built
	cd tests && $(abspath $(VENV))/bin/python -m support.bad_records $(SOAK)

fuzz-pipelines: $(VENV)/tools $(VENV)/built
	cd tests && $(abspath $(VENV))/bin/python -m support.pipelines $(FUZZ)

fuzz-resume: $(VENV)/tools $(VENV)/built
	cd tests && $(abspath $(VENV))/bin/python -m support.resume $(FUZZ)

fuzz-datasets: $(VENV)/tools $(VENV)/built
	cd tests && $(abspath $(VENV))/bin/python -m support.datasets.resumed $(FUZZ)

fuzz-schedules: $(VENV)/tools $(VENV)/built
	cd tests && $(abspath $(VENV))/bin/python -m support.schedules $(FUZZ)

fuzz-faults: $(VENV)/tools $(VENV)/built
	cd tests && $(abspath $(VENV))/bin/python -m support.faults $(FUZZ)

fuzz-damage: $(VENV)/tools $(VENV)/built
	cd tests && $(abspath $(VENV))/bin/python -m support.damage $(FUZZ)

# The hot modules run from their sources, so that they guide, too.
fuzz: $(VENV)/atheris
	cd tests && $(abspath $(VENV))/bin/python -m support.damage.fuzzing $(FUZZ)

$(VENV)/atheris: $(VENV)/tools
	$(PIP) 'atheris>=3'
	touch $@

mutants: $(VENV)/tools $(VENV)/built
	cd tests && $(abspath $(VENV))/bin/python -m support.mutants $(FUZZ)

build: $(VENV)/installed $(VENV)/built

help:
	@sed -n '/^$$/q; s/^# \{0,1\}//p' Makefile

clean:
	rm -rf $(VENV) build .cache *.egg-info
	find $(LAYERS) '(' -name '*_cy.*.so' -o -name '_cython_shared.*.so' ')' -delete

$(VENV)/compiler:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "headrace needs Python 3.10 or later, $(PYTHON) is " + sys.version)'
	@echo 'Making an environment in $(VENV) and fetching what the build needs (about 20 seconds) ...'
	$(PYTHON) -m venv $(VENV)
	$(PIP) 'setuptools>=77' 'cython>=3.2'
	touch $@

# Installed without compiling: that is the last rule's work, done beside the sources.
$(VENV)/installed: $(VENV)/compiler pyproject.toml setup.py layers.txt
	@echo 'Installing headrace and what it needs (about 20 seconds) ...'
	HEADRACE_BUILD=pure $(PIP) --no-build-isolation --editable '.[images,progress]'
	touch $@

$(VENV)/tools: $(VENV)/installed
	HEADRACE_BUILD=pure $(PIP) --no-build-isolation --editable '.[dev]'
	touch $@

$(VENV)/zensical: $(VENV)/installed
	@echo 'Fetching what builds the site (about 10 seconds) ...'
	HEADRACE_BUILD=pure $(PIP) --no-build-isolation --editable '.[docs]'
	touch $@

# The stamp holds the mode it was built in: another mode builds anew.
ifneq ($(shell cat $(VENV)/built 2>/dev/null),mode=$(HEADRACE_BUILD))
.PHONY: $(VENV)/built
endif
$(VENV)/built: $(VENV)/compiler setup.py $(HOT)
	@echo 'Compiling the hot modules, once: about half a minute, for most of it without a word ...'
	$(VENV)/bin/python setup.py --quiet build_ext --inplace --parallel 2
	@echo 'mode=$(HEADRACE_BUILD)' > $@
