"""tf.contrib.seq2seq: decoders, helpers and losses do what TensorFlow's do."""

from __future__ import annotations

import pytest
from support import recorded

import headrace as tf


@pytest.mark.parametrize("name", recorded.names("decoding"))
def test_it_is_as_in_tensorflow(name):
    recorded.hold(tf, "decoding", name)
