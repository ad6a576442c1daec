"""docs/coverage.md says what is there, and why what is not there is not."""

from __future__ import annotations

import pytest

import headrace as tf
from headrace._names import coverage
from headrace.programs import scope


def test_the_page_says_what_is_there_now():
    assert coverage.PAGE.read_text(encoding="utf-8") == coverage.page(), "run `make names`"


@pytest.mark.parametrize("name", ["tf.train.batch", "tf.newaxis", "tf.Session.run", "tf.contrib.hooks.ProfilerHook"])
def test_names_are_found_wherever_they_are(name):
    assert coverage.has(name)


@pytest.mark.parametrize(
    "name", ["tf.nondifferentiable_batch_function", "tf.keras.layers", "tf.Session.nope", "tf.contrib.bayesflow"]
)
def test_names_that_are_not_there_are_not_found(name):
    assert not coverage.has(name)


def test_what_is_not_there_says_why():
    with pytest.raises(
        AttributeError, match=r"tf\.nondifferentiable_batch_function is not in headrace: it distributes programs by"
    ):
        _ = tf.nondifferentiable_batch_function
    assert all(reason in coverage.PAGE.read_text(encoding="utf-8") for reason in scope.OUT_OF_SCOPE.values())


def test_every_package_of_contrib_is_there_or_planned_or_out_of_scope():
    planned = {"copy_graph", "distributions", "graph_editor", "image", "periodic_resample", "resampler", "signal"}
    recorded = {group.split(".")[2] for group in coverage.recorded() if group.startswith("tf.contrib.")}
    there = {name for name in dir(tf.contrib) if not name.startswith("_")}
    assert recorded <= there | planned
    assert not {f"contrib.{name}" for name in recorded} & set(scope.OUT_OF_SCOPE)
