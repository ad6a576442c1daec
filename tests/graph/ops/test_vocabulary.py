"""The vocabulary of ops: what `make names` writes of it is what the files say."""

from __future__ import annotations

import subprocess
import sys

import pytest

from headrace.graph import ops
from headrace.graph.ops import generate


@pytest.mark.parametrize("file", ["_vocabulary.py", "__init__.pyi"])
def test_the_tables_are_those_of_the_files(file):
    text = (generate.DIRECTORY / file).read_text(encoding="utf-8")
    assert text == generate.generated()[file], "run `make names`"


def test_each_name_is_a_function_of_its_file():
    for name in dir(ops):
        module, own = ops.HOMES[name]
        above = "" if name in generate.ABOVE else ".ops."
        assert getattr(ops, name).__module__ == f"headrace.graph{above}{module}"
        assert getattr(ops, name).__name__ == own


def test_a_name_that_is_no_op_is_refused():
    with pytest.raises(AttributeError, match=r"module 'headrace.graph.ops' has no attribute 'convolve'"):
        _ = ops.convolve


def test_what_is_not_asked_for_is_not_imported():
    program = (
        "import sys; from headrace.graph import ops; print('headrace.graph.ops.linalg.tensordot' in sys.modules); ops.tensordot"
    )
    program += "; print('headrace.graph.ops.linalg.tensordot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=50, check=False)
    assert done.stdout.split() == ["False", "True"], done.stderr
