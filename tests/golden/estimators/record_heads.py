"""Record what TensorFlow 1.15.5 makes of tests/support/estimators/heads.py: python tests/golden/estimators/record_heads.py"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import tensorflow as tf

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "support" / "estimators"))
import heads  # noqa: E402
import programs  # noqa: E402

if __name__ == "__main__":
    found = {"heads": heads.all_of(tf, programs.plain), "refusals": heads.refusals(tf, programs.said)}
    (HERE / "heads.json").write_text(json.dumps(found, sort_keys=True) + "\n")
