"""Programs with linear operators give what TensorFlow 1.15 gave: values, shapes, names, hints, refusals."""

from __future__ import annotations

import numpy as np
import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "values", "relations", "refusals")


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_with_linear_operators(name):
    RECORDED.hold(tf, name)


def test_what_is_wrong_in_tensorflow_is_right():
    """Products with a batch of multiples, spectra of another precision, decompositions of blocks of diagonals."""
    lin = tf.linalg
    sure = {"is_self_adjoint": True, "is_positive_definite": True}
    diag = lin.LinearOperatorDiag([1.0, 4.0], **sure)
    scaled = lin.LinearOperatorScaledIdentity(2, [2.0, 3.0, 5.0])
    circulant = lin.LinearOperatorCirculant(np.array([2.0, 4.0]), tf.complex64)
    with tf.Session() as session:
        product, solved = session.run([diag.matmul(scaled).diag_part(), diag.solve(scaled).diag_part()])
        turned, root = session.run([circulant.solve(tf.ones([2, 1], tf.complex64)), circulant.diag_part()])
        blocks = session.run(lin.LinearOperatorBlockDiag([diag, diag]).cholesky().to_dense())
        product_of_roots = session.run(lin.LinearOperatorKronecker([diag, diag]).cholesky().to_dense())
    assert product.tolist() == [[2, 8], [3, 12], [5, 20]]
    assert solved.tolist() == [[2, 0.5], [3, 0.75], [5, 1.25]]
    assert turned.tolist() == [[0.5], [0.5]]
    assert root.tolist() == [3, 3]
    assert np.diag(blocks).tolist() == [1, 2, 1, 2]
    assert np.diag(product_of_roots).tolist() == [1, 2, 2, 4]


def test_a_spectrum_is_asked_whether_it_is_that_of_a_real_operator():
    spectrum = tf.placeholder(tf.complex64, [4])
    check = tf.linalg.LinearOperatorCirculant(spectrum).assert_hermitian_spectrum()
    with tf.Session() as session:
        session.run(check, {spectrum: np.fft.fft([9.0, 1.0, 2.0, 4.0])})
        with pytest.raises(tf.errors.InvalidArgumentError, match="Spectrum was not Hermitian"):
            session.run(check, {spectrum: [1.0, 1j, 3.0, 1j]})
