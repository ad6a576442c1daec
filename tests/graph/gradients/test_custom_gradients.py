"""Functions that bring their own gradients give, build and refuse what they do in TensorFlow 1.15."""

from __future__ import annotations

import gc
import weakref

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "custom_gradients")


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_with_gradients_of_their_own(name):
    RECORDED.hold(tf, name)


def test_a_gradient_of_its_own_ends_with_its_graph():
    class Held:
        """Something that a gradient holds."""

    def build():
        held = Held()
        with tf.Graph().as_default():
            x = tf.constant(1.0)
            y = tf.custom_gradient(lambda x: (x * 2.0, lambda dy, held=held: dy))(x)
            tf.gradients(y, x)
        return weakref.ref(held)

    left = build()
    gc.collect()
    assert left() is None
