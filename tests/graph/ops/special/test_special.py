"""Special functions: exact to what their types hold, and programs with them as in TensorFlow 1.15."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from support.compared import Recorded

import headrace as tf
from headrace.graph.ops.special import bessel, incomplete, incomplete_values

EXACT = json.loads(Path(__file__).with_name("exact.json").read_text())
RECORDED = Recorded(__file__, "functions")
FUNCTIONS = {
    **{name: getattr(tf.math, name) for name in ("lgamma", "digamma", "zeta", "polygamma", "igamma", "igammac", "betainc")},
    "igamma_grad_a": incomplete.IGAMMA_GRAD_A,
    "random_gamma_grad": incomplete.RANDOM_GAMMA_GRAD,
    "bessel_i0e": bessel.bessel_i0e,
    "bessel_i1e": bessel.bessel_i1e,
}


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_of_special_functions(name):
    RECORDED.hold(tf, name)


@pytest.mark.parametrize("name", EXACT)
def test_doubles_are_exact_to_12_digits(name):
    *arguments, right = np.array(EXACT[name]).T
    with tf.Session() as session:
        found = session.run(FUNCTIONS[name](*arguments))
    np.testing.assert_allclose(found, right, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", EXACT)
def test_floats_are_the_doubles_rounded(name):
    *arguments, _ = np.array(EXACT[name]).T
    arguments = [argument.astype(np.float32) for argument in arguments]
    with tf.Session() as session:
        found = session.run(FUNCTIONS[name](*arguments))
        right = session.run(FUNCTIONS[name](*(argument.astype(np.float64) for argument in arguments)))
    assert found.dtype == np.float32
    assert found.tolist() == right.astype(np.float32).tolist()


def test_where_gamma_numbers_are_nearly_normal_expansions_go_on_what_the_series_say(monkeypatch):
    z = np.linspace(-6, 6, 25)
    a = np.full_like(z, 2e6)
    x = a + z * np.sqrt(a)
    functions = (incomplete_values.igamma, incomplete_values.igamma_grad_a, incomplete_values.random_gamma_grad)
    expanded = [function(a, x) for function in functions]
    monkeypatch.setattr(incomplete_values, "_NEARLY_NORMAL", np.inf)
    for function, one in zip(functions, expanded, strict=True):
        np.testing.assert_allclose(one, function(a, x), rtol=1e-10, atol=1e-14)


def test_beta_and_gamma_numbers_of_huge_parameters_end():
    with tf.Session() as session:
        found = session.run([tf.igamma(1e30, 1e30), tf.igammac(1e12, 1.0), tf.betainc(1e5, 1e5, 0.5)])
    assert found[:2] == [0.5, 1.0]
    np.testing.assert_allclose(found[2], 0.5, rtol=1e-6)
