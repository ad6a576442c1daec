"""WAV files: sound as 16 bit samples behind a header of 44 bytes.

Source of the bytes: the audio summaries that TensorFlow wrote, and which files it reads.
"""

from __future__ import annotations

import struct

import numpy as np

from .errors import InvalidArgumentError

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_FORMAT = struct.Struct("<IHHIIHH")
_LONGEST = (1 << 31) - 1


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
        raise InvalidArgumentError(None, None, f"sample_rate must be in (0, 2^32), got: {sample_rate % (1 << 64)}")
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


def decode(contents: bytes) -> tuple[np.ndarray, int]:
    """The sound of a WAV file of 16 bits.

    Args:
      contents: the bytes of the file.
    Returns:
      float32 [frames, channels], from -1 on and below 1; frames a second.
    Raises:
      InvalidArgumentError: another kind of file, or one that ends too early.
    """
    at = 0

    def take(length: int) -> bytes:
        nonlocal at
        if at + length > len(contents):
            raise _refusal("Data too short when trying to read string")
        at += length
        return contents[at - length : at]

    def expect(name: bytes) -> None:
        found = take(len(name))
        if found != name:
            raise _refusal(f"Header mismatch: Expected {name.decode()} but found {found.decode(errors='replace')}")

    expect(b"RIFF")
    take(4)  # the size of the rest, which many writers get wrong
    expect(b"WAVE")
    expect(b"fmt ")
    size, kind, channels, rate, bytes_per_second, bytes_per_frame, bits = _FORMAT.unpack(take(_FORMAT.size))
    _check_format(size, kind, channels, rate, bytes_per_second, bytes_per_frame, bits)
    take(size - 16)
    found = None
    while at < len(contents):
        name = take(4)
        length = int.from_bytes(take(4), "little")
        if length > _LONGEST:
            raise _refusal(
                f"WAV data chunk '{name.decode(errors='replace')}' is too large: {length} bytes, but the limit is {_LONGEST}"
            )
        if name != b"data":
            at += length
            continue
        if found is not None:
            raise _refusal("More than one data chunk found in WAV")
        found = np.frombuffer(take(length // bytes_per_frame * bytes_per_frame), "<i2").reshape(-1, channels)
    if found is None:
        raise _refusal("No data chunk found in WAV")
    return found.astype(np.float32) / np.float32(32768), rate


def _check_format(size: int, kind: int, channels: int, rate: int, per_second: int, per_frame: int, bits: int) -> None:
    if size not in (16, 18):
        raise _refusal(f"Bad file size for WAV: Expected 16 or 18, but got{size}")
    if kind != 1:
        raise _refusal(f"Bad audio format for WAV: Expected 1 (PCM), but got{kind}")
    if channels < 1:
        raise _refusal(f"Bad number of channels for WAV: Expected at least 1, but got {channels}")
    if bits != 16:
        raise _refusal(f"Can only read 16-bit WAV files, but received {bits}")
    if per_frame != channels * 2:
        raise _refusal(f"Bad bytes per sample in WAV header: Expected {channels * 2} but got {per_frame}")
    expected = rate * per_frame % (1 << 32)
    if per_second != expected:
        raise _refusal(
            f"Bad bytes per second in WAV header: Expected {expected} but got {per_second} "
            f"(sample_rate={rate}, bytes_per_sample={per_frame})"
        )


def _refusal(message: str) -> InvalidArgumentError:
    return InvalidArgumentError(None, None, message)
