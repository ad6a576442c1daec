"""Fourier and cosine transforms, windows, frames and spectra, beside NumPy's and what defines them."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf
from headrace.graph.ops.spectral.real_fourier import RFFT as REAL

SIGNAL = np.random.default_rng(0).standard_normal((2, 3, 4, 100)).astype(np.float32)


def run(*tensors):
    with tf.Session() as session:
        found = session.run(list(tensors))
    return found if len(found) > 1 else found[0]


def close(found, expected):
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4 * max(1, np.abs(expected).max(initial=0)))


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("axes", [1, 2, 3])
def test_transforms_are_numpys(axes, known):
    small, along = SIGNAL[..., :6], tuple(range(-axes, 0))
    d = "" if axes == 1 else f"{axes}d"
    numbers = tf.placeholder(tf.complex64, small.shape if known else None)
    reals = tf.placeholder(tf.float32, small.shape if known else None)
    feeds = {numbers: small + 1j * small[::-1], reals: small}
    with tf.Session() as session:
        for module in (tf.signal, tf.spectral, tf):
            close(session.run(getattr(module, f"fft{d}")(numbers), feeds), np.fft.fftn(feeds[numbers], axes=along))
            close(session.run(getattr(module, f"ifft{d}")(numbers), feeds), np.fft.ifftn(feeds[numbers], axes=along))
        for module in (tf.signal, tf.spectral):
            forward, back = getattr(module, f"rfft{d}"), getattr(module, f"irfft{d}")
            close(session.run(forward(reals), feeds), np.fft.rfftn(small, axes=along))
            close(session.run(back(forward(reals)), feeds), small)
            for size in (4, 9):  # cut, and filled up with zeros
                sizes = [3, 4, size][-axes:]
                close(session.run(forward(reals, sizes), feeds), np.fft.rfftn(small, sizes, along))
                close(session.run(back(numbers, sizes), feeds), np.fft.irfftn(feeds[numbers], sizes, along))


@pytest.mark.parametrize("size", [3, 5, 6])
@pytest.mark.parametrize("axes", [1, 2, 3])
def test_gradients_are_differences(axes, size):
    draw = np.random.default_rng(axes)
    weights = draw.standard_normal((2, 3, 4, size // 2 + 1)).astype(np.float32)
    sizes = [3, 4, size][-axes:]
    d = "" if axes == 1 else f"{axes}d"
    forward, back = getattr(tf.signal, f"rfft{d}"), getattr(tf.signal, f"irfft{d}")
    x = draw.standard_normal((2, 3, 4, 5)).astype(np.float32)
    fed = tf.placeholder(tf.float32, x.shape)
    spectrum = forward(fed, sizes)
    other = back(spectrum * weights, sizes)
    total = tf.reduce_sum(tf.square(tf.real(spectrum)) * weights + tf.imag(spectrum)) + tf.reduce_sum(other * other)
    with tf.Session() as session:
        found = session.run(tf.gradients(total, fed)[0], {fed: x})
        step = np.zeros_like(x)
        for place in [(0, 0, 0, 0), (1, 2, 3, 4), (0, 1, 2, 2)]:
            step[:] = 0
            step[place] = 0.03
            sides = [session.run(total, {fed: x + step}), session.run(total, {fed: x - step})]
            np.testing.assert_allclose(found[place], (sides[0] - sides[1]) / 0.06, rtol=3e-2, atol=0.3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: tf.signal.fft2d(tf.cast(x, tf.complex64)), r"Input must have rank of at least 2 but got: \[4\]"),
        (lambda x: REAL(x, tf.placeholder_with_default([4, 4], None)), r"fft_length must have shape \[1\]"),
        (lambda x: tf.signal.rfft(x, tf.placeholder_with_default([-1], None)), r"fft_length\[0\] must >= 0, but got: -1"),
    ],
)
def test_what_cannot_be_transformed_is_refused(call, message):
    fed = tf.placeholder(tf.float32)
    with tf.Session() as session, pytest.raises((tf.errors.InvalidArgumentError, ValueError), match=message):
        session.run(call(fed), {fed: np.ones(4, np.float32)})


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("norm", [None, "ortho"])
@pytest.mark.parametrize("type", [1, 2, 3])
def test_cosine_transforms(type, norm, known):
    if type == 1 and norm:
        pytest.skip("TensorFlow has it not")
    x, n = SIGNAL[0, 0, :, :7], 7
    k, m = np.arange(n)[:, None], np.arange(n)
    if type == 1:
        matrix = 2 * np.cos(np.pi * k * m / (n - 1))
        matrix[:, [0, -1]] /= 2
    elif type == 2:
        matrix = 2 * np.cos(np.pi * k * (2 * m + 1) / (2 * n))
        if norm:
            matrix *= np.where(k == 0, np.sqrt(1 / (4 * n)), np.sqrt(1 / (2 * n)))
    else:
        matrix = 2 * np.cos(np.pi * m * (2 * k + 1) / (2 * n))
        matrix[:, 0] /= 2
        if norm:
            matrix = np.where(m == 0, np.sqrt(1 / n), np.sqrt(2 / n) * np.cos(np.pi * m * (2 * k + 1) / (2 * n)))
    fed = tf.placeholder(tf.float32, x.shape if known else None)
    with tf.Session() as session:
        close(session.run(tf.signal.dct(fed, type, norm=norm), {fed: x}), x @ matrix.T)
        inverse = {1: 1, 2: 3, 3: 2}[type]
        close(session.run(tf.spectral.idct(fed, inverse, norm=norm), {fed: x}), x @ matrix.T)
        for size in (5, 9):
            filled = np.pad(x, [(0, 0), (0, 2)])[:, :size]
            close(session.run(tf.signal.dct(fed, type, n=size), {fed: x}), run(tf.signal.dct(filled, type)))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: tf.signal.dct([1.0], axis=0), NotImplementedError, "axis must be -1. Got: 0"),
        (lambda: tf.signal.dct([1.0], n=0), ValueError, "n should be a positive integer or None"),
        (lambda: tf.signal.dct([1.0], type=4), ValueError, r"Only Types I, II and III \(I\)DCT are supported."),
        (lambda: tf.signal.dct([1.0], type=1), ValueError, "Type-I DCT requires the dimension to be greater than one."),
        (
            lambda: tf.signal.dct([1.0, 2], type=1, norm="ortho"),
            ValueError,
            "Normalization is not supported for",
        ),
        (lambda: tf.signal.idct([1.0], norm="all"), ValueError, "Unknown normalization. Expected None or 'ortho', got: all"),
        (lambda: tf.signal.hann_window(3, dtype=tf.int32), ValueError, "dtype must be a floating point type. Found "),
        (lambda: tf.signal.linear_to_mel_weight_matrix(0), ValueError, "num_mel_bins must be positive. Got: 0"),
        (lambda: tf.signal.linear_to_mel_weight_matrix(sample_rate=0), ValueError, "sample_rate must be positive. Got: 0"),
        (lambda: tf.signal.linear_to_mel_weight_matrix(lower_edge_hertz=9e3), ValueError, "lower_edge_hertz 9000.0 >= upper"),
        (
            lambda: tf.signal.linear_to_mel_weight_matrix(upper_edge_hertz=9e3),
            ValueError,
            "upper_edge_hertz must not be",
        ),
        (lambda: tf.signal.overlap_and_add([[1.0]], 1.5), ValueError, "frame_step must be an integer. Got "),
        (
            lambda: tf.signal.mfccs_from_log_mel_spectrograms(tf.zeros([2, 0])),
            ValueError,
            "num_mel_bins must be positive. Got: ",
        ),
    ],
)
def test_arguments_out_of_range(call, error, message):
    with pytest.raises(error, match=f"^{message}"):
        call()


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("periodic", [True, False])
@pytest.mark.parametrize("length", [1, 2, 5, 8])
def test_windows(length, periodic, known):
    fed = tf.placeholder_with_default(length, [])
    turns = np.arange(length) / max(length - (0 if periodic and length % 2 == 0 else 1), 1)
    for function, base in ((tf.signal.hann_window, 0.5), (tf.signal.hamming_window, 0.54)):
        found = run(function(length if known else fed, periodic=periodic))
        close(found, np.ones(1) if length == 1 else base - (1 - base) * np.cos(2 * np.pi * turns))
    assert tf.signal.hann_window(length, dtype=tf.float64).dtype == tf.float64


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("pad_end", [True, False])
@pytest.mark.parametrize(("length", "step"), [(3, 2), (2, 3), (4, 4), (12, 1), (6, 4)])
def test_frames(length, step, pad_end, known):
    x = np.arange(30).reshape(3, 10)
    fed = tf.placeholder(tf.int64, x.shape if known else [None, None])
    for axis in (-1, 0):
        size = x.shape[axis]
        count = max(0, -(-size // step) if pad_end else 1 + (size - length) // step)
        filled = np.concatenate([np.moveaxis(x, axis, 0), np.full((99, x.size // size), -7)])
        cut = [filled[k * step : k * step + length] for k in range(count)]
        expected = np.array(cut, int).reshape(count, length, x.size // size)
        asked = tf.signal.frame(fed, length, step, pad_end=pad_end, pad_value=-7, axis=axis)
        with tf.Session() as session:
            found = session.run(asked, {fed: x})
        assert asked.shape.is_compatible_with(found.shape)
        np.testing.assert_array_equal(found, np.moveaxis(expected, 2, 0) if axis else expected)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(("length", "step"), [(3, 2), (4, 4), (5, 1), (6, 4)])
def test_overlap_and_add(length, step, known):
    frames = np.random.default_rng(1).integers(0, 9, (2, 5, length))
    expected = np.zeros((2, step * 4 + length), int)
    for k in range(5):
        expected[:, k * step : k * step + length] += frames[:, k]
    fed = tf.placeholder(tf.int64, frames.shape if known else [None, None, None])
    with tf.Session() as session:
        found = session.run(tf.signal.overlap_and_add(fed, step), {fed: frames})
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("window", [tf.signal.hann_window, tf.signal.hamming_window, None])
def test_spectra_and_back(window, known):
    x = SIGNAL[0, 0]
    fed = tf.placeholder(tf.float32, x.shape if known else [None, None])
    spectra = tf.signal.stft(fed, 16, 4, window_fn=window)
    weights = run(window(16)) if window else np.ones(16, np.float32)
    with tf.Session() as session:
        found = session.run(spectra, {fed: x})
        frames = np.stack([x[:, k : k + 16] for k in range(0, 85, 4)], 1)
        close(found, np.fft.rfft(frames * weights))
        assert session.run(tf.signal.stft(fed, 10, 5, 32, pad_end=True), {fed: x}).shape == (4, 20, 17)
        if window:
            inverse = tf.signal.inverse_stft(spectra, 16, 4, window_fn=tf.signal.inverse_stft_window_fn(4, window))
            close(session.run(inverse, {fed: x})[:, 16:-16], x[:, 16:-16])
        added = session.run(tf.signal.inverse_stft(spectra, 12, 4, 16, window_fn=None), {fed: x})
        assert added.shape == (4, 21 * 4 + 12)


def test_shifts_are_numpys():
    x = np.arange(30).reshape(5, 6)
    for axes in (None, 0, -1, [0, 1]):
        close(run(tf.signal.fftshift(x, axes)), np.fft.fftshift(x, axes))
        close(run(tf.signal.ifftshift(x, axes)), np.fft.ifftshift(x, axes))


def test_mel_weights_and_cepstra():
    weights = run(tf.signal.linear_to_mel_weight_matrix(4, 9, 8000, 100.0, 3000.0, dtype=tf.float64))
    mel = lambda hertz: 1127 * np.log(1 + hertz / 700)  # noqa: E731
    edges, bins = np.linspace(mel(100.0), mel(3000.0), 6), mel(np.linspace(0, 4000, 9)[1:])[:, None]
    rising = (bins - edges[:-2]) / np.diff(edges)[:-1]
    falling = (edges[2:] - bins) / np.diff(edges)[1:]
    close(weights, np.concatenate([np.zeros((1, 4)), np.maximum(0, np.minimum(rising, falling))]))
    x = SIGNAL[0, 0, :, :10]
    close(run(tf.signal.mfccs_from_log_mel_spectrograms(x)), run(tf.signal.dct(x)) / np.sqrt(20))
