"""Summaries of sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats import proto as messages
from headrace.formats import wav
from headrace.formats.exports import export

from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types import dtypes, errors
from ...types.likes import TensorLike
from ...types.static_shapes import bracket
from .scalar import collected, serialized, summary_op, summary_scope

AUDIO_SUMMARY = summary_op(
    "AudioSummaryV2",
    "tag: string, tensor: float32, sample_rate: float32 -> summary: string",
    "max_outputs: int >= 1 = 3",
)


@AUDIO_SUMMARY.kernel
def _audio_summary(tag, tensor, sample_rate, max_outputs):
    if np.ndim(tag):
        raise errors.invalid("Tag must be a scalar")
    tensor = np.asarray(tensor)
    if tensor.ndim not in (2, 3):
        raise errors.invalid(f"Tensor must be 3-D or 2-D, got: {bracket(tensor.shape)}")
    if np.ndim(sample_rate):
        raise errors.invalid(f"sample_rate must be a scalar, got: {bracket(np.shape(sample_rate))}")
    rate = float(sample_rate)
    if not rate > 0:
        raise errors.invalid("sample_rate must be > 0")
    base = tag[()].decode()
    summary = messages.summary_pb2.Summary()
    for index, sound in enumerate(tensor[:max_outputs]):
        sound = sound[:, None] if sound.ndim == 1 else sound
        frames, channels = sound.shape
        summary.value.add(
            tag=f"{base}/audio/{index}" if max_outputs > 1 else f"{base}/audio",
            audio=messages.summary_pb2.Summary.Audio(
                sample_rate=rate,
                num_channels=channels,
                length_frames=frames,
                content_type="audio/wav",
                encoded_audio_string=wav.encode(sound, _whole(rate)),
            ),
        )
    return serialized(summary)


def _whole(rate: float) -> int:
    """The rate in a file's header: the nearest whole number, of two the even one, and never 0."""
    return max(1, round(min(rate, 2.0**63)))


@export("summary.audio")
def audio(
    name: str,
    tensor: TensorLike,
    sample_rate: Any,
    max_outputs: int = 3,
    collections: Sequence[str] | None = None,
    family: str | None = None,
) -> Tensor:
    """A summary of sound, as WAV files of 16 bits.

    Args:
      name: of the op; `name/audio` is the tag, `name/audio/0`, `name/audio/1`... where max_outputs is more than 1.
      tensor: float32 [batch, frames, channels] or [batch, frames], values between -1 and 1.
      sample_rate: float32 scalar, frames a second.
      max_outputs: most sounds of the batch that are written, from 1 on.
      collections: to add the summary to; [GraphKeys.SUMMARIES] by default.
      family: put before the tag, to group it with others.

    Returns:
      a serialised Summary, a string scalar.

    Raises:
      TypeError: `tensor` is not float32.
      ValueError: max_outputs < 1.
      InvalidArgumentError: (when run) another shape, no frames, or a rate that is not positive.
    """
    with summary_scope(name, family, values=[tensor]) as (tag, scope):
        return _audio(tag, tensor, sample_rate, max_outputs, collections, scope)


@export("audio_summary", "contrib.deprecated.audio_summary")
def audio_summary(
    tag: Any,
    tensor: TensorLike,
    sample_rate: Any,
    max_outputs: int = 3,
    collections: Sequence[str] | None = None,
    name: str | None = None,
) -> Tensor:
    """A summary of sound under an explicit tag, in the style before TensorFlow 1.0.

    Args:
      tag: string scalar.
      tensor: float32 [batch, frames, channels] or [batch, frames], values between -1 and 1.
      sample_rate: float32 scalar, frames a second.
      max_outputs: most sounds of the batch that are written, from 1 on.
      collections: to add the summary to; [GraphKeys.SUMMARIES] by default.

    Returns:
      a serialised Summary, a string scalar.

    Raises:
      TypeError, ValueError, InvalidArgumentError: as `tf.summary.audio`.
    """
    with name_scope(name, "AudioSummary", [tag, tensor]) as scope:
        return _audio(tag, tensor, sample_rate, max_outputs, collections, scope)


def _audio(tag: Any, tensor: Any, sample_rate: Any, most: int, collections: Sequence[str] | None, scope: str) -> Tensor:
    rate = convert_to_tensor(sample_rate, dtypes.float32, name="sample_rate")
    return collected(AUDIO_SUMMARY(tag, tensor, rate, max_outputs=most, name=scope), collections)
