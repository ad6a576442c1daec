"""Lists are tensors whichever modules have been imported: each program runs in an interpreter of its own."""

import subprocess
import sys

import pytest

PROGRAMS = {
    "tensors": "print(tf.concat([tf.decode_csv('1,2', [[0.0]] * 2), [a, a]], 0).shape)",
    "dimensions": "print(tf.identity([a.shape[0], 3]).shape)",
    "range": "print(tf.identity(range(4)).shape)",
}


@pytest.mark.parametrize("kind", PROGRAMS)
def test_what_converts_is_found_when_it_is_wanted(kind):
    shape = "[]" if kind == "tensors" else "[2]"
    program = f"import headrace as tf\na = tf.placeholder(tf.float32, {shape})\n"
    found = subprocess.run([sys.executable, "-c", program + PROGRAMS[kind]], capture_output=True, text=True)
    assert found.stdout.strip() in ("(4,)", "(2,)"), found.stderr
