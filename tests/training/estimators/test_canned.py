"""Ready-made models: with TensorFlow's checkpoints they give its numbers, and train on as it does."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from support import golden
from support.estimators import canned, programs

import headrace as tf

RECORDED = golden.load("estimators/canned.json")
CHECKPOINTS = golden.DIRECTORY / "estimators" / "checkpoints"


def close(found, expected, where=""):
    """Whether two values of JSON are the same but for rounding."""
    if isinstance(expected, dict):
        assert found.keys() == expected.keys(), where
        for name in expected:
            close(found[name], expected[name], f"{where}/{name}")
    elif isinstance(expected, str) or (isinstance(expected, list) and expected and isinstance(expected[0], str)):
        assert found == expected, where
    else:
        np.testing.assert_allclose(found, expected, rtol=2e-5, atol=2e-6, err_msg=where)


@pytest.fixture(params=RECORDED)
def model(request, tmp_path):
    """What is recorded of a model, its labels, and the model with TensorFlow's checkpoint."""
    directory = tmp_path / "model"
    shutil.copytree(CHECKPOINTS / request.param, directory)
    kind, estimator = canned.made(tf, request.param, str(directory))
    return RECORDED[request.param], kind, estimator


def test_a_checkpoint_of_tensorflow_gives_its_numbers_and_is_trained_on(model, tmp_path):
    recorded, kind, estimator = model
    close(programs.plain(estimator.evaluate(canned.inputs(tf, kind, 1))), recorded["evaluated"])
    predicted = [programs.plain(canned.keyed(one)) for one in estimator.predict(canned.inputs(tf, None, 1))]
    for found, expected in zip(predicted, recorded["predicted"], strict=False):
        close(found, expected)
    assert canned.signatures(tf, estimator, str(tmp_path / "export")) == recorded["signatures"]
    estimator.train(canned.inputs(tf, kind, None), steps=3)
    close(programs.variables_of(estimator), recorded["variables"])
    assert canned.tags(tf, estimator.model_dir) == recorded["tags"]
