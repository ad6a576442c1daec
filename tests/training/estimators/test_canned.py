"""Ready-made models: with TensorFlow's checkpoints they give its numbers, and train on as it does."""

from __future__ import annotations

import shutil

import pytest
from support import golden
from support.estimators import canned, programs
from support.estimators.comparing import close

import headrace as tf

RECORDED = golden.load("estimators/canned.json")
CHECKPOINTS = golden.DIRECTORY / "estimators" / "checkpoints"


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


def test_a_model_that_tensorflow_has_exported_is_served_here_as_one_of_our_own_is(tmp_path):
    name = "combined_classifier"
    expected = RECORDED[name]["served"]
    close(programs.plain(canned.served(tf, str(golden.DIRECTORY / "estimators" / "exported"))), expected)
    shutil.copytree(CHECKPOINTS / name, tmp_path / "model")
    _, estimator = canned.made(tf, name, str(tmp_path / "model"))
    canned.signatures(tf, estimator, str(tmp_path / "export"))
    (path,) = (tmp_path / "export").iterdir()
    close(programs.plain(canned.served(tf, str(path))), expected)
