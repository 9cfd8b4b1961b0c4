# One word for each thing that one does with this repository. `make demo` and `make test` start from a
# fresh clone: they install what they need, or say which line to run.

SWIFT ?= swift
CHECK := --explicit-target-dependency-import-check error
FUZZERS := Envelope Merge Schema Number Command
FUZZING := -Xswiftc -sanitize=fuzzer -Xswiftc -use-ld=lld -Xswiftc -enable-testing
# Seconds for each fuzzer.
TIME ?= 60
LINTED := Package.swift Sources SyncServer Tests $(wildcard Benchmarks/Package.swift Benchmarks/Sources)

.PHONY: help setup build test lint format symbols demo bench bench-peers simulate soak fuzz clean

# A release build with what tests may see, apart from the product's own.
SIMULATE = $(SWIFT) build -c release --product simulate --scratch-path .build/simulate -Xswiftc -enable-testing
SEEDS ?= 1000
STEPS ?= 300
KILLS ?= 1000

help:
	@echo "make demo         a working day on invented data: server, three laptops, conflicts, one outcome"
	@echo "make test         all tests"
	@echo "make lint         the layout and documentation rules"
	@echo "make format       lay the sources out"
	@echo "make build        the debug build"
	@echo "make symbols      a release build of the laptop program holds no server symbol"
	@echo "make bench        our figures beside plain SQLite"
	@echo "make bench-peers PEERS=DIR   the same beside other programs"
	@echo "make simulate SEEDS=1000 STEPS=300   offices with faults, and an oracle; ends with its violations"
	@echo "make fuzz TIME=600   each fuzzer for so many seconds; what they find goes into Fixtures/corpus"
	@echo "make soak         planted bugs, each found by the simulator: bug, seeds needed, invariant; then 1,000 kills"
	@echo "make clean        remove what was built"

setup:
	@.ci/setup

build: setup
	$(SWIFT) build --product sluis $(CHECK)
	$(SWIFT) build --product sluis-server $(CHECK)

# By product, because --build-tests would also build every tool of every dependency.
test: setup
	$(SWIFT) build --product sluis $(CHECK)
	$(SWIFT) build --product sluis-server $(CHECK)
	$(SWIFT) build --product sluisPackageTests $(CHECK)
	$(SWIFT) test --skip-build

lint:
	$(SWIFT) format lint --strict --recursive $(LINTED)

format:
	$(SWIFT) format --in-place --recursive $(LINTED)

symbols: setup
	$(SWIFT) build -c release --product sluis
	.ci/symbols "$$($(SWIFT) build -c release --show-bin-path)/sluis"

demo: setup
	$(SWIFT) build --product sluis $(CHECK)
	$(SWIFT) build --product sluis-server $(CHECK)
	Fixtures/demo/run "$$($(SWIFT) build --show-bin-path)"

bench: setup
	$(SWIFT) build -c release --product sluis
	$(SWIFT) build -c release --product sluis-server
	$(SWIFT) build -c release --package-path Benchmarks
	Benchmarks/run "$$($(SWIFT) build -c release --show-bin-path)"

bench-peers: bench
	@test -n "$(PEERS)" || { echo "say where the peers are: make bench-peers PEERS=DIR" >&2; exit 64; }
	Benchmarks/run-peers "$(PEERS)"

simulate: setup
	$(SIMULATE)
	SEEDS=$(SEEDS) STEPS=$(STEPS) "$$($(SIMULATE) --show-bin-path)/simulate"

soak: setup
	$(SIMULATE)
	SEEDS=2000 STEPS=$(STEPS) "$$($(SIMULATE) --show-bin-path)/simulate" soak
	$(SWIFT) build --product sluis $(CHECK)
	$(SWIFT) build --product sluis-server $(CHECK)
	$(SWIFT) build --product sluisPackageTests $(CHECK)
	SLUIS_KILLS=$(KILLS) SLUIS_AWAY=5000 $(SWIFT) test --skip-build --filter 'KillTests|AwayVectorTests'

# What is found is written to .build/fuzz/found-*; Swift's backtracer would eat the signal by which libFuzzer sees it.
fuzz: setup
	@for name in $(FUZZERS); do \
		$(SWIFT) build -c release --package-path Tests/Fuzz --scratch-path .build/fuzz \
			--product Fuzz$$name $(FUZZING) || exit 1; \
	done
	@for name in $(FUZZERS); do \
		corpus=$$(echo $$name | tr A-Z a-z); mkdir -p .build/fuzz/corpus/$$corpus; \
		SWIFT_BACKTRACE=enable=no nice -n 19 .build/fuzz/release/Fuzz$$name -max_total_time=$(TIME) \
			-timeout=20 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=1 \
			-artifact_prefix=.build/fuzz/found-$$corpus- \
			.build/fuzz/corpus/$$corpus Fixtures/corpus/$$corpus || exit 1; \
	done

clean:
	rm -rf .build Benchmarks/.build
