"""The examples of the documentation run and give what they say; what programs use most has one.

An example sees `tf` and `np`, an empty graph and an empty folder.
"""

from __future__ import annotations

import doctest
import inspect
import operator

import numpy as np
import pytest
from support.docs import docstrings

import headrace as tf

# fmt: off
FORTY = [
    "Session", "train.start_queue_runners", "train.Coordinator", "train.string_input_producer", "cast",
    "global_variables_initializer", "reshape", "FixedLenFeature", "TFRecordReader", "python_io.TFRecordWriter",
    "train.Saver", "train.shuffle_batch", "parse_single_example", "app.run", "placeholder", "reduce_mean",
    "decode_raw", "Variable", "Graph", "train.batch", "name_scope", "local_variables_initializer",
    "errors.OutOfRangeError", "nn.relu", "summary.FileWriter", "summary.scalar", "image.decode_jpeg", "matmul",
    "argmax", "summary.merge_all", "variable_scope", "constant", "device", "equal", "train.AdamOptimizer", "group",
    "gfile.Exists", "concat", "train.GradientDescentOptimizer", "shape",
]
# fmt: on
"""The functions and classes that most of some four hundred public programs use; messages and types have no docstrings."""


def examples() -> dict[str, str]:
    """The docstrings with examples, by what a program calls."""
    texts = {each.label: inspect.getdoc(each.thing) or "" for each in docstrings.subjects()}
    return {label: text for label, text in texts.items() if ">>>" in text}


EXAMPLES = examples()


@pytest.fixture
def surroundings(tmp_path, monkeypatch):
    """An empty folder and graph; flags that an example has parsed are unparsed again."""
    monkeypatch.chdir(tmp_path)
    tf.reset_default_graph()
    is_parsed = tf.flags.FLAGS.is_parsed()
    yield
    if not is_parsed:
        tf.flags.FLAGS.unparse_flags()


@pytest.mark.usefixtures("surroundings")
@pytest.mark.parametrize("label", sorted(EXAMPLES))
def test_an_example_gives_what_it_says(label):
    said: list[str] = []
    test = doctest.DocTestParser().get_doctest(EXAMPLES[label], {"tf": tf, "np": np}, label, None, 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    found = runner.run(test, out=said.append)
    assert found.attempted > 0
    assert found.failed == 0, "".join(said)


@pytest.mark.parametrize("name", FORTY)
def test_what_programs_use_most_has_an_example(name):
    assert ">>>" in (inspect.getdoc(operator.attrgetter(name)(tf)) or "")
