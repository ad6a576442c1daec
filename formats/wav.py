"""WAV files: sound as 16 bit samples behind a header of 44 bytes.

Source of the bytes: the audio summaries that TensorFlow wrote.
"""

from __future__ import annotations

import struct

import numpy as np

from .errors import InvalidArgumentError

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")


def encode(samples: np.ndarray, sample_rate: int) -> bytes:
    """A WAV file of sound.

    Args:
      samples: real [frames, channels], between -1 and 1; what is beyond is cut off, NaN is silence.
      sample_rate: frames a second, from 1 on.
    Raises:
      InvalidArgumentError: no samples, too many for a file of 4 GiB, a rate or a number of channels that the header
        cannot hold.
    """
    frames, channels = samples.shape
    if not samples.size:
        raise InvalidArgumentError(None, None, "audio is null")
    if not 0 < sample_rate < 1 << 32:
        raise InvalidArgumentError(None, None, f"sample_rate must be in (0, 2^32), got: {sample_rate}")
    if channels >= 1 << 16:
        raise InvalidArgumentError(None, None, f"num_channels must be in (0, 2^16), got: {channels}")
    data_bytes = frames * channels * 2
    if data_bytes + _HEADER.size >= 1 << 32:
        raise InvalidArgumentError(
            None,
            None,
            f"Provided channels and frames cannot be encoded as a WAV. {frames} frames of {channels} channels are more "
            "than a file can hold, 4 GiB",
        )
    bytes_per_second = sample_rate * channels * 2 % (1 << 32)  # players compute it themselves
    header = _HEADER.pack(
        b"RIFF",
        data_bytes + _HEADER.size - 8,
        b"WAVE",
        b"fmt ",
        16,
        1,
        channels,
        sample_rate,
        bytes_per_second,
        channels * 2,
        16,
        b"data",
        data_bytes,
    )
    return header + _as_int16(samples).tobytes()


def _as_int16(samples: np.ndarray) -> np.ndarray:
    """Samples in steps of 1 / 32768, halves rounded away from zero."""
    scaled = np.nan_to_num(np.asarray(samples, np.float64), nan=0.0, posinf=1.0, neginf=-1.0) * 32768
    rounded = np.copysign(np.floor(np.abs(scaled) + 0.5), scaled)
    return np.clip(rounded, -32768, 32767).astype("<i2")
