"""Records what TensorFlow 1.15.5 makes of the programs in tests/support/rnn/contrib: variables, values, gradients.

python tests/golden/rnn/contrib/record.py        (a Python with TensorFlow 1.15.5)
"""

from __future__ import annotations

import importlib.util
import pathlib

HERE = pathlib.Path(__file__).parent
SPEC = importlib.util.spec_from_file_location("record_rnn", str(HERE.parent / "record.py"))
record_rnn = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(record_rnn)

if __name__ == "__main__":
    from rnn.contrib import PROGRAMS

    record_rnn.write(PROGRAMS, HERE / "values.json")
