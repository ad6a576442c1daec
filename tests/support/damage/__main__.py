"""Every byte of a small file of each format flipped, and the file cut at each place; then random damage until stopped.

    python -m support.damage [--only-all] [--seed N] [PARSER ...]

Prints what is met wrongly. Exits with 1 if anything was.
"""

from __future__ import annotations

import argparse
import itertools
import logging
import random
import signal
import tempfile
import time
from pathlib import Path
from typing import Any

from .judging import cuts, flips, mangled, wrong
from .parsers import PARSERS, Parser

SECONDS = 10
"""After which a file hangs."""


class Hang(BaseException):
    """Reading takes too long."""


def _end(*_: Any) -> None:
    raise Hang


def _wrong(parser: Parser, path: Path, what: str, contents: bytes) -> str | None:
    signal.alarm(SECONDS)
    try:
        return wrong(parser, path, what, contents)
    except Hang:
        return f"{parser.name}, {what}: not read after {SECONDS} seconds"
    finally:
        signal.alarm(0)


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m support.damage", description=__doc__)
    options.add_argument("--only-all", action="store_true", help="end after all flips and cuts")
    options.add_argument("--seed", type=int, default=int(time.time()), help="of the random damage (default: by the clock)")
    options.add_argument("parsers", nargs="*", help="default: all")
    given = options.parse_args()
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGALRM, _end)
    parsers = [PARSERS[name] for name in given.parsers or PARSERS]
    held = bad = 0
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "f"
        try:
            for parser in parsers:
                for what, contents in itertools.chain(flips(parser.good), cuts(parser.good)):
                    found = _wrong(parser, path, what, contents)
                    held += 1
                    if found is not None:
                        bad += 1
                        print(found, flush=True)
            print(f"flips and cuts: files={held:,} wrong={bad}", flush=True)
            seeds = itertools.count(given.seed) if not given.only_all else ()
            for seed in seeds:
                generator = random.Random(seed)
                parser = generator.choice(parsers)
                found = _wrong(parser, path, f"seed {seed}", mangled(parser.good, generator))
                held += 1
                if found is not None:
                    bad += 1
                    print(found, flush=True)
        except KeyboardInterrupt:
            pass
    print(f"files={held:,} wrong={bad}")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
