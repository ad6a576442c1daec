"""tf.contrib.layers beside TensorFlow 1.15.5: values, gradients, names, variables, collections, what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "cases")
TRAINING = Recorded(__file__, "cases_of_training")
VOLUMES = Recorded(__file__, "cases_of_volumes")
BLOCKS = Recorded(__file__, "cases_of_blocks")


@pytest.mark.parametrize("name", RECORDED.names)
def test_a_layer_is_tensorflows(name):
    RECORDED.hold(tf, name)


@pytest.mark.parametrize("name", TRAINING.names)
def test_what_trains_layers_is_tensorflows(name):
    TRAINING.hold(tf, name)


@pytest.mark.parametrize("name", BLOCKS.names)
def test_blocks_of_layers_are_tensorflows(name):
    BLOCKS.hold(tf, name)


@pytest.mark.parametrize("name", VOLUMES.names)
def test_layers_of_volumes_are_tensorflows(name):
    VOLUMES.hold(tf, name)


@pytest.mark.parametrize("name", ["conv3d", "conv3d_transpose", "max_pool3d", "avg_pool3d", "gdn"])
def test_volumes_with_channels_first_are_those_with_channels_last_transposed(session, name):
    x = np.random.RandomState(5).normal(size=(2, 3, 4, 5, 2)).astype(np.float32)
    arguments = {"gdn": [], "max_pool3d": [2], "avg_pool3d": [2]}.get(name, [3, 2])
    formats = ("channels_last", "channels_first") if name == "gdn" else ("NDHWC", "NCDHW")
    scope = {"reuse": tf.AUTO_REUSE, "name" if name == "gdn" else "scope": "s"} if "pool" not in name else {}
    last, first = (
        getattr(tf.contrib.layers, name)(tf.constant(given), *arguments, data_format=layout, **scope)
        for given, layout in zip((x, x.transpose(0, 4, 1, 2, 3)), formats, strict=True)
    )
    session.run(tf.global_variables_initializer())
    one, other = session.run([last, first])
    assert first.shape.as_list() == list(other.shape)
    np.testing.assert_allclose(other.transpose(0, 2, 3, 4, 1), one, rtol=1e-5, atol=1e-6)
