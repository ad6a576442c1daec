"""WAV files as tensors of samples, and the other way round."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from headrace.formats import wav
from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import DECODES, PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank
from ...types.texts import text_scalar

DECODE_WAV = Op(
    "DecodeWav",
    "contents: string -> audio: float32, sample_rate: int32",
    "desired_channels: int = -1, desired_samples: int = -1",
    traits=PURE | DECODES,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)
ENCODE_WAV = Op(
    "EncodeWav",
    "audio: float32, sample_rate: int32 -> contents: string",
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


class DecodeWav(NamedTuple):
    """Samples of sound, and how many frames of them a second has."""

    audio: Tensor
    sample_rate: Tensor


@DECODE_WAV.shape
def _decoded_shape(op: Operation) -> list[StaticShape]:
    with_rank(op.inputs[0].static_shape, 0)
    sizes = []
    for name in ("samples", "channels"):
        size = op.get_attr(f"desired_{name}")
        if size < -1:
            raise ValueError(f"{name} must be non-negative, got {size}")
        sizes.append(None if size == -1 else size)
    return [tuple(sizes), ()]


@ENCODE_WAV.shape
def _encoded_shape(op: Operation) -> StaticShape:
    with_rank(op.inputs[0].static_shape, 2)
    with_rank(op.inputs[1].static_shape, 0)
    return ()


@DECODE_WAV.kernel
def _decode_wav(contents: Any, desired_channels: int, desired_samples: int) -> tuple:
    if np.ndim(contents):
        raise invalid(f"contents must be scalar but got shape {bracket(np.shape(contents))}")
    audio, rate = wav.decode(np.asarray(contents).item())
    frames, channels = audio.shape
    if desired_channels != -1:
        audio = audio[:, np.minimum(np.arange(desired_channels), channels - 1)]
    if desired_samples > frames:
        audio = np.pad(audio, [(0, desired_samples - frames), (0, 0)])
    elif desired_samples != -1:
        audio = audio[:desired_samples]
    return audio, np.array(rate, np.uint32).view(np.int32)[()]


@ENCODE_WAV.kernel
def _encode_wav(audio: np.ndarray, sample_rate: Any) -> np.ndarray:
    if np.ndim(audio) != 2:
        raise invalid(f"audio must be 2-dimensional but got shape {bracket(np.shape(audio))}")
    if np.ndim(sample_rate):
        raise invalid(f"sample_rate must be scalar but got shape {bracket(np.shape(sample_rate))}")
    return text_scalar(wav.encode(audio, int(sample_rate)))


@export("audio.decode_wav")
def decode_wav(
    contents: TensorLike, desired_channels: int = -1, desired_samples: int = -1, name: str | None = None
) -> DecodeWav:
    """The sound of a WAV file of 16 bits.

    Args:
      contents: string scalar, the bytes of the file.
      desired_channels: how many channels to give: the first ones, the last one again where the file has fewer; -1 for as many
        as it has.
      desired_samples: how many frames to give: the first ones, silence where the file has fewer; -1 for all.

    Returns:
      audio: float32 [frames, channels], from -1 on and below 1; sample_rate: int32 scalar, frames a second.

    Raises:
      TypeError: contents that are no string.
      ValueError: contents that are no scalar, numbers below -1.
      InvalidArgumentError: (when run) another kind of file, or one that ends too early.

    Example:
      >>> with tf.Session() as sess:
      ...     audio, rate = tf.audio.decode_wav(tf.audio.encode_wav([[0.5], [-1.0]], 8000))
      ...     sess.run(audio).tolist(), sess.run(rate).item()
      ([[0.5], [-1.0]], 8000)
    """
    return DecodeWav(*DECODE_WAV(contents, desired_channels=desired_channels, desired_samples=desired_samples, name=name))


@export("audio.encode_wav")
def encode_wav(audio: TensorLike, sample_rate: TensorLike, name: str | None = None) -> Tensor:
    """Sound as a WAV file of 16 bits.

    Args:
      audio: float32 [frames, channels] between -1 and 1; what is beyond is cut off, NaN is silence.
      sample_rate: int32 scalar, frames a second, from 1 on.

    Returns:
      a string scalar, the bytes of the file.

    Raises:
      TypeError: other dtypes.
      ValueError: other ranks.
      InvalidArgumentError: (when run) no samples, a rate that is not positive, more than a file can hold.
    """
    return ENCODE_WAV(audio, sample_rate, name=name)
