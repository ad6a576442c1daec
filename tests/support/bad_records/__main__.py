"""Leave out many bad records, and tell of the memory that is in use: `python -m support.bad_records 1000000`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from .soak import soak


def main(wanted: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        for count, objects, mebibytes in soak(Path(folder), wanted, wanted // 10):
            print(f"{count:,} bad records: {objects:,} objects, {mebibytes:.1f} MiB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
