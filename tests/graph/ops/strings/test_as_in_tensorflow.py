"""Programs with strings give what TensorFlow 1.15 gave; what would be a RaggedTensor is refused by name."""

from __future__ import annotations

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "string_programs")


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_with_strings(name):
    RECORDED.hold(tf, name)


@pytest.mark.parametrize(
    "make",
    [
        lambda: tf.strings.bytes_split(["a", "b"]),
        lambda: tf.strings.split(["a"], result_type="RaggedTensor"),
        lambda: tf.strings.split("a"),
        lambda: tf.string_split(["a"], result_type="RaggedTensor"),
        lambda: tf.strings.unicode_decode(["a"], "UTF-8"),
        lambda: tf.strings.unicode_split_with_offsets(["a"], "UTF-8"),
    ],
)
def test_ragged_tensors_are_refused_by_name(make):
    with pytest.raises(tf.errors.UnimplementedError, match="RaggedTensor"):
        make()


@pytest.mark.parametrize("pattern", [r"\C", r"\p{Greek}"])
def test_patterns_that_are_not_known_here_are_refused(pattern):
    with tf.Session() as session, pytest.raises(tf.errors.UnimplementedError):
        session.run(tf.strings.regex_full_match("a", pattern))
