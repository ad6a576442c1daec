"""Spectrograms and cepstral coefficients of sounds, as programs that recognize words take them."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank

SPECTROGRAM = Op(
    "AudioSpectrogram",
    "input: float32 -> spectrogram: float32",
    "window_size: int, stride: int, magnitude_squared: bool = false",
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)
MFCC = Op(
    "Mfcc",
    "spectrogram: float32, sample_rate: int32 -> output: float32",
    "upper_frequency_limit: float = 4000.0, lower_frequency_limit: float = 20.0, filterbank_channel_count: int = 40, "
    "dct_coefficient_count: int = 13",
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)
_FLOOR = 1e-12
"""The least energy of a channel of which a logarithm is taken."""


def _frames(samples: int, window_size: int, stride: int) -> int:
    return 0 if samples < window_size else 1 + (samples - window_size) // stride


def _length(window_size: int) -> int:
    """How many numbers are transformed: the next power of two."""
    return 1 << (window_size - 1).bit_length()


@SPECTROGRAM.shape
def _spectrogram_shape(op: Operation) -> StaticShape:
    samples, channels = with_rank(op.inputs[0].static_shape, 2)
    window_size, stride = op.get_attr("window_size"), op.get_attr("stride")
    if window_size < 2 or stride < 1:
        return channels, None, None  # refused when it runs
    return channels, None if samples is None else _frames(samples, window_size, stride), 1 + _length(window_size) // 2


@SPECTROGRAM.kernel
def _spectrogram(input: np.ndarray, window_size: int, stride: int, magnitude_squared: bool) -> np.ndarray:
    if input.ndim != 2:
        raise invalid(f"input must be 2-dimensional{bracket(input.shape)}")
    if window_size < 2 or stride < 1:
        raise invalid(
            f"Spectrogram initialization failed for window size {window_size} and stride {stride}; at least 2 and 1 are needed"
        )
    count = _frames(len(input), window_size, stride)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(window_size) / window_size)
    places = stride * np.arange(count)[:, None] + np.arange(window_size)
    pieces = np.moveaxis(input, 1, 0)[:, places] * window
    found = np.fft.rfft(pieces, _length(window_size))
    squares = found.real**2 + found.imag**2
    return (squares if magnitude_squared else np.sqrt(squares)).astype(np.float32)


@MFCC.shape
def _mfcc_shape(op: Operation) -> StaticShape:
    channels, frames, _ = with_rank(op.inputs[0].static_shape, 3)
    with_rank(op.inputs[1].static_shape, 0)
    return channels, frames, op.get_attr("dct_coefficient_count")


def _mel(frequency: Any) -> Any:
    return 1127.0 * np.log1p(frequency / 700.0)


def _triangles(bins: int, sample_rate: int, low: float, high: float, channels: int) -> np.ndarray:
    """What each of `bins` frequencies adds to each channel of the mel scale, [bins, channels]."""
    step = 0.5 * sample_rate / (bins - 1)
    first, last = int(1.5 + low / step), int(high / step)  # the mean is left out, as HTK does
    mel_low = _mel(low)
    centers = mel_low + (_mel(high) - mel_low) / (channels + 1) * np.arange(1, channels + 2)
    used = np.arange(first, last + 1)
    mels = _mel(used * step)
    below = np.searchsorted(centers[:channels], mels) - 1  # the channel whose downward side it is on, -1 below the first
    starts = np.where(below < 0, mel_low, centers[below])
    falling = (centers[below + 1] - mels) / (centers[below + 1] - starts)
    weights = np.zeros((bins, channels + 2))
    np.add.at(weights, (used, below + 1), falling)
    np.add.at(weights, (used, below + 2), 1 - falling)
    return weights[:, 1:-1]


@MFCC.kernel
def _mfcc(
    spectrogram: np.ndarray,
    sample_rate: Any,
    upper_frequency_limit: float,
    lower_frequency_limit: float,
    filterbank_channel_count: int,
    dct_coefficient_count: int,
) -> np.ndarray:
    if spectrogram.ndim != 3:
        raise invalid(f"spectrogram must be 3-dimensional{bracket(spectrogram.shape)}")
    if np.ndim(sample_rate):
        raise invalid(f"Input sample_rate should be a scalar tensor, got {bracket(np.shape(sample_rate))} instead.")
    bins, rate, channels = spectrogram.shape[2], int(sample_rate), filterbank_channel_count
    sound = bins > 1 and rate > 0 and 0 <= lower_frequency_limit < upper_frequency_limit
    if not sound or not 1 <= dct_coefficient_count <= channels:
        raise invalid(
            f"Mfcc initialization failed for channel count {bins} and sample rate {rate}; frequencies must be in order, "
            f"0 <= {lower_frequency_limit:g} < {upper_frequency_limit:g}, and coefficients at least 1 and at most as many as "
            f"channels of the filterbank, 1 <= {dct_coefficient_count} <= {channels}"
        )
    if int(upper_frequency_limit * (bins - 1) / (0.5 * rate)) >= bins:
        raise invalid(
            f"upper_frequency_limit must be below {rate / 2:g} Hz, half the sample rate; got {upper_frequency_limit:g}"
        )
    weights = _triangles(bins, rate, lower_frequency_limit, upper_frequency_limit, channels)
    energies = np.log(np.maximum(np.sqrt(spectrogram.astype(np.float64)) @ weights, _FLOOR))
    angles = np.arange(dct_coefficient_count) * (np.pi / channels) * (np.arange(channels) + 0.5)[:, None]
    return (energies @ (np.sqrt(2.0 / channels) * np.cos(angles))).astype(np.float32)


@export("python.ops.gen_audio_ops.audio_spectrogram")
def audio_spectrogram(
    input: TensorLike, window_size: int, stride: int, magnitude_squared: bool = False, name: str | None = None
) -> Tensor:
    """How loud each frequency of a sound is over time.

    Args:
      input: float32 [samples, channels].
      window_size: how many samples a frame has, at least 2; they are weighted by Hann's window and padded with zeros to a
        power of two.
      stride: samples from one frame to the next.
      magnitude_squared: whether to give squares of magnitudes.

    Returns:
      float32 [channels, frames, frequencies].

    Raises:
      ValueError: another rank.
      InvalidArgumentError: (when run) another rank, a window or a stride that is too small.
    """
    return SPECTROGRAM(input, window_size=window_size, stride=stride, magnitude_squared=magnitude_squared, name=name)


@export("python.ops.gen_audio_ops.mfcc")
def mfcc(
    spectrogram: TensorLike,
    sample_rate: TensorLike,
    upper_frequency_limit: float = 4000,
    lower_frequency_limit: float = 20,
    filterbank_channel_count: int = 40,
    dct_coefficient_count: int = 13,
    name: str | None = None,
) -> Tensor:
    """The cepstral coefficients of a spectrogram on the mel scale.

    Args:
      spectrogram: float32 [channels, frames, frequencies], squares of magnitudes.
      sample_rate: int32 scalar: samples in a second.
      upper_frequency_limit, lower_frequency_limit: in Hertz.
      filterbank_channel_count: channels of the mel scale.
      dct_coefficient_count: how many coefficients, at most as many as channels.

    Returns:
      float32 [channels, frames, coefficients].

    Raises:
      ValueError: another rank.
      InvalidArgumentError: (when run) another rank, or numbers that do not fit.
    """
    return MFCC(
        spectrogram,
        sample_rate,
        upper_frequency_limit=upper_frequency_limit,
        lower_frequency_limit=lower_frequency_limit,
        filterbank_channel_count=filterbank_channel_count,
        dct_coefficient_count=dct_coefficient_count,
        name=name,
    )
