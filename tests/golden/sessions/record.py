"""Records what TensorFlow 1.15.5 makes of the programs in tests/support/told.

python tests/golden/sessions/record.py [TOPIC ...]        (a Python with TensorFlow 1.15.5)
"""

from __future__ import annotations

import json
import pathlib
import sys

import tensorflow as tf

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "support"))
import told  # noqa: E402

if __name__ == "__main__":
    tf.logging.set_verbosity("ERROR")
    for topic in [one for one in sys.argv[1:] if one != "arguments"] or (told.TOPICS if not sys.argv[1:] else ()):
        rows = [f"  {json.dumps(name)}: {json.dumps(told.run(tf, each))}" for name, each in told.programs(topic).items()]
        (HERE / f"{topic}.json").write_text("{\n" + ",\n".join(rows) + "\n}\n")
    if not sys.argv[1:] or "arguments" in sys.argv:
        from told import arguments

        rows = [f"  {json.dumps(call)}: {json.dumps(each)}" for call, each in arguments.recorded(tf).items()]
        (HERE / "arguments.json").write_text("{\n" + ",\n".join(rows) + "\n}\n")
