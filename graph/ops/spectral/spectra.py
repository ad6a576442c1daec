"""Spectra of signals over time, and the signals back from them; mel scales and cepstra."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import DTypeLike, TensorLike
from ...types.static_shapes import with_rank_at_least
from .cosine import dct
from .frames import frame, overlap_and_add, power_of_two_above
from .real_fourier import irfft, rfft
from .windows import hann_window

Window = Callable[..., Tensor]
_BREAK = 700.0
_HIGH = 1127.0
"""The mel scale: 1127 ln(1 + f / 700), with f in Hz."""


@export("signal.stft")
def stft(
    signals: TensorLike,
    frame_length: TensorLike,
    frame_step: TensorLike,
    fft_length: TensorLike | None = None,
    window_fn: Window | None = hann_window,
    pad_end: bool = False,
    name: str | None = None,
) -> Tensor:
    """The spectra of the frames of a signal (short-time Fourier transform).

    Args:
      signals: float32 [..., samples].
      frame_length, frame_step: int32 scalars, in samples.
      fft_length: int32 scalar: the size of a transform; by default the least power of two that holds a frame.
      window_fn: `(length, dtype=...) -> weights [length]` of a frame; None: all are 1.
      pad_end: whether frames that reach beyond the end are given, too, filled up with zeros.

    Returns:
      complex64 [..., frames, fft_length // 2 + 1].

    Raises:
      ValueError: a scalar that is none.
    """
    with name_scope(name, "stft", [signals, frame_length, frame_step]):
        signals = convert_to_tensor(signals, name="signals")
        with_rank_at_least(signals.static_shape, 1)
        length, step = _scalars(frame_length=frame_length, frame_step=frame_step)
        size = power_of_two_above(length) if fft_length is None else convert_to_tensor(fft_length, name="fft_length")
        frames = frame(signals, length, step, pad_end=pad_end)
        if window_fn is not None:
            frames = frames * window_fn(length, dtype=frames.dtype)
        return rfft(frames, [size])


def _scalars(**values: Any) -> list[Tensor]:
    found = [convert_to_tensor(value, name=name) for name, value in values.items()]
    for tensor in found:
        tensor.shape.assert_has_rank(0)
    return found


@export("signal.inverse_stft_window_fn")
def inverse_stft_window_fn(
    frame_step: TensorLike, forward_window_fn: Window = hann_window, name: str | None = None
) -> Callable[[Any, Any], Tensor]:
    """The window for `tf.signal.inverse_stft` with which it gives the signal back that `tf.signal.stft` was given.

    Args:
      frame_step: int32 scalar, in samples.
      forward_window_fn: the window of `tf.signal.stft`.
      name: a name for the operations.

    Returns:
      `(frame_length, dtype) -> [frame_length]`.

    Raises:
      ValueError: `frame_step` is no scalar.
    """
    with name_scope(name, "inverse_stft_window_fn", [forward_window_fn]):
        (step,) = _scalars(frame_step=frame_step)

    def window(frame_length: Any, dtype: Any) -> Tensor:
        with name_scope(name, "inverse_stft_window_fn", [forward_window_fn]):
            (length,) = _scalars(frame_length=frame_length)
            forward = forward_window_fn(length, dtype=dtype)
            parts = -ops.floordiv(-length, step)
            squares = ops.pad(ops.square(forward), [[0, parts * step - length]])
            sums = ops.reduce_sum(ops.reshape(squares, ops.stack([parts, step])), 0, keepdims=True)
            spread = ops.reshape(ops.tile(sums, ops.stack([parts, 1])), ops.stack([parts * step]))
            return forward / spread[:length]

    return window


@export("signal.inverse_stft")
def inverse_stft(
    stfts: TensorLike,
    frame_length: TensorLike,
    frame_step: TensorLike,
    fft_length: TensorLike | None = None,
    window_fn: Window | None = hann_window,
    name: str | None = None,
) -> Tensor:
    """A signal of the spectra of its frames.

    Args:
      stfts: complex64 [..., frames, fft_length // 2 + 1].
      frame_length, frame_step: int32 scalars, in samples.
      fft_length: int32 scalar: the size of a transform; by default the least power of two that holds a frame.
      window_fn: `(length, dtype=...) -> weights [length]` of a frame, see `tf.signal.inverse_stft_window_fn`; None: all are 1.

    Returns:
      float32 [..., (frames - 1) * frame_step + frame_length].

    Raises:
      ValueError: a scalar that is none, or a rank that is known to be below 2.
    """
    with name_scope(name, "inverse_stft", [stfts]):
        stfts = convert_to_tensor(stfts, name="stfts")
        with_rank_at_least(stfts.static_shape, 2)
        length, step = _scalars(frame_length=frame_length, frame_step=frame_step)
        size = power_of_two_above(length) if fft_length is None else _scalars(fft_length=fft_length)[0]
        frames = _resized(irfft(stfts, [size]), length)
        if window_fn is not None:
            frames = frames * window_fn(length, dtype=stfts.dtype.real_dtype)
        return overlap_and_add(frames, step)


def _resized(frames: Tensor, length: Tensor) -> Tensor:
    """The frames cut to a length, or filled up with zeros."""
    known, static = constant_value(length), frames.static_shape
    if known is None or static is None or static[-1] is None:
        frames = frames[..., :length]
        missing = ops.maximum(0, length - ops.shape(frames)[-1])
        outer = ops.zeros(ops.stack([ops.rank(frames) - 1, 2]), dtypes.int32)
        frames = ops.pad(frames, ops.concat([outer, [[0, missing]]], 0))
    elif static[-1] > known:
        frames = frames[..., : int(known)]
    elif static[-1] < known:
        frames = ops.pad(frames, [[0, 0]] * (len(static) - 1) + [[0, int(known) - static[-1]]])
    if known is not None and static is not None:
        frames.set_shape([*[None] * (len(static) - 1), int(known)])
    return frames


@export("signal.linear_to_mel_weight_matrix")
def linear_to_mel_weight_matrix(
    num_mel_bins: int = 20,
    num_spectrogram_bins: int = 129,
    sample_rate: Any = 8000,
    lower_edge_hertz: float = 125.0,
    upper_edge_hertz: float = 3800.0,
    dtype: DTypeLike = dtypes.float32,
    name: str | None = None,
) -> Tensor:
    """What turns spectra into mel spectra, by a matrix product: triangles that are equally wide on the mel scale.

    Args:
      num_mel_bins: bins of a mel spectrum.
      num_spectrogram_bins: of a spectrum, `fft_length // 2 + 1`.
      sample_rate: samples a second; a tensor only if it is constant.
      lower_edge_hertz, upper_edge_hertz: where the first triangle begins, the last one ends, in Hz.
      dtype: of the result, float.

    Returns:
      [num_spectrogram_bins, num_mel_bins] of type `dtype`.

    Raises:
      ValueError: numbers that are out of range, a `dtype` that is not float.
    """
    with name_scope(name, "linear_to_mel_weight_matrix") as scope:
        if isinstance(sample_rate, Tensor):
            known = constant_value(sample_rate)
            if known is None:
                raise ValueError("`sample_rate` was a non-constant Tensor. Must be a Python float or a constant Tensor.")
            sample_rate = known
        kind = dtypes.as_dtype(dtype)
        _check_mel(num_mel_bins, sample_rate, lower_edge_hertz, upper_edge_hertz, kind)
        rate, lower, upper = (
            convert_to_tensor(value, kind, name=called)
            for value, called in (
                (sample_rate, "sample_rate"),
                (lower_edge_hertz, "lower_edge_hertz"),
                (upper_edge_hertz, "upper_edge_hertz"),
            )
        )
        zero = convert_to_tensor(0.0, kind)
        # The lowest bin, a constant, is in no triangle.
        bins = ops.expand_dims(_mel(ops.lin_space(zero, rate / 2.0, num_spectrogram_bins)[1:]), 1)
        edges = ops.lin_space(_mel(lower), _mel(upper), num_mel_bins + 2)
        left, middle, right = (ops.expand_dims(edges[k : num_mel_bins + k], 0) for k in range(3))
        rising, falling = (bins - left) / (middle - left), (right - bins) / (right - middle)
        return ops.pad(ops.maximum(zero, ops.minimum(rising, falling)), [[1, 0], [0, 0]], name=scope)


def _mel(hertz: Tensor) -> Tensor:
    return _HIGH * ops.log(1.0 + hertz / _BREAK)


def _check_mel(bins: int, rate: Any, lower: float, upper: float, kind: dtypes.DType) -> None:
    if bins <= 0:
        raise ValueError(f"num_mel_bins must be positive. Got: {bins}")
    if rate <= 0.0:
        raise ValueError(f"sample_rate must be positive. Got: {rate}")
    if lower < 0.0:
        raise ValueError(f"lower_edge_hertz must be non-negative. Got: {lower}")
    if lower >= upper:
        raise ValueError(f"lower_edge_hertz {lower:.1f} >= upper_edge_hertz {upper:.1f}")
    if upper > rate / 2:
        raise ValueError(
            "upper_edge_hertz must not be larger than the Nyquist frequency (sample_rate / 2). "
            f"Got: {upper} for sample_rate: {rate}"
        )
    if not kind.is_floating:
        raise ValueError(f"dtype must be a floating point type. Got: {kind}")


@export("signal.mfccs_from_log_mel_spectrograms")
def mfccs_from_log_mel_spectrograms(log_mel_spectrograms: TensorLike, name: str | None = None) -> Tensor:
    """The mel-frequency cepstral coefficients of mel spectra: their cosine transforms.

    Args:
      log_mel_spectrograms: float32 [..., bins], logarithms of mel spectra.

    Returns:
      float32 [..., bins].

    Raises:
      ValueError: there are no bins.
    """
    with name_scope(name, "mfccs_from_log_mel_spectrograms", [log_mel_spectrograms]):
        tensor = convert_to_tensor(log_mel_spectrograms, dtypes.float32)
        static = tensor.static_shape
        if static and static[-1] == 0:
            raise ValueError(f"num_mel_bins must be positive. Got: {tensor}")
        bins: Any = static[-1] if static and static[-1] is not None else ops.shape(tensor)[-1]
        return dct(tensor, type=2) * ops.rsqrt(ops.cast(bins, dtypes.float32) * np.float32(2.0))
