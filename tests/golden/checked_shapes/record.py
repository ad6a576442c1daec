"""Ask TensorFlow what it makes of the programs of tests/support/shapes/checked.py.

python3.7 tests/golden/checked_shapes/record.py    # with tensorflow==1.15.5
"""

import json
import sys
from pathlib import Path

import tensorflow as tf

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "support" / "shapes"))

import checked  # noqa: E402

found = {text: checked.observed(tf, *program) for text, program in checked.PROGRAMS.items()}
lines = ",\n".join(f"{json.dumps(text)}: {json.dumps(one, separators=(',', ':'))}" for text, one in found.items())
(HERE / "checked_shapes.json").write_text(f"{{\n{lines}\n}}\n")
