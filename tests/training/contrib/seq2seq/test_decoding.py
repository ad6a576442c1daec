"""tf.contrib.seq2seq: decoders, helpers and losses do what TensorFlow's do."""

from __future__ import annotations

import pytest
from support import recorded

import headrace as tf

PROGRAMS = [(topic, name) for topic in ("decoding", "attention", "beams") for name in recorded.names(topic)]


@pytest.mark.parametrize(("topic", "name"), PROGRAMS, ids=[f"{topic}-{name}" for topic, name in PROGRAMS])
def test_it_is_as_in_tensorflow(topic, name):
    recorded.hold(tf, topic, name)
