"""Programs with checks give and refuse what TensorFlow 1.15 gave and refused."""

from __future__ import annotations

import re

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "check_programs")


def _as_tensorflow_writes(found):
    """Observations with dtypes as TensorFlow writes them."""
    if isinstance(found, str):
        return re.sub(r"\btf\.((?:float|int)\d+)\b", r"<dtype: '\1'>", found)
    return [_as_tensorflow_writes(one) for one in found] if isinstance(found, list) else found


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_with_checks(name):
    RECORDED.hold(tf, name, _as_tensorflow_writes)


def test_a_block_of_another_shape_is_refused():
    fed = tf.placeholder(tf.float32)
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError, match=r"\[2\] is not compatible with .* \[3\]"):
        session.run(tf.ensure_shape(fed, [3]) + 1.0, {fed: [1.0, 2.0]})
