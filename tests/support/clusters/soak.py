"""Lives of clusters with deaths at random moments, one after the other; ends with the first that is not as promised.

Prints the seed of each; one that failed is lived again by `--first SEED --lives 1`.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

from .life import lived


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m support.clusters.soak", description=__doc__)
    parser.add_argument("--lives", type=int, default=30, help="how many (default: 30)")
    parser.add_argument("--first", type=int, default=int(time.time()), help="the first seed (default: by the clock)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        os.environ["TMPDIR"] = tempfile.tempdir = directory
        for seed in range(options.first, options.first + options.lives):
            print(f"seed {seed}", flush=True)
            own = Path(directory, str(seed))
            own.mkdir()
            lived(own, seed)
    print(f"lives={options.lives}, each with the deaths of a worker, a parameter server and a Ray: all as promised")


if __name__ == "__main__":
    main()
