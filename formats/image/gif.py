"""GIF files: all frames, each drawn over the one before.

The blocks are found here and the pixels of each frame are decompressed by Pillow, so that frames are put together as
TensorFlow does it: as large as the largest of them, whatever is said of the screen and of how a frame is to be disposed of.

Source: the GIF89a specification; tf.image.decode_gif, TensorFlow 2.21.
"""

from __future__ import annotations

import itertools
import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from ..errors import InvalidArgumentError

_MOST_BYTES = 1 << 30
_INTERLACED = 0x40
_GRAPHIC_CONTROL = 0xF9


class _Frame(NamedTuple):
    left: int
    top: int
    width: int
    height: int
    flags: int
    colors: np.ndarray | None
    transparent: int | None
    data: bytes


def decode(contents: bytes, indices: Callable[[bytes], np.ndarray], most: int | None = None) -> np.ndarray:
    """The frames of a GIF file; of one that is cut or damaged those before.

    Args:
      indices: gives uint8 [height, width], the indices of the colors, of a GIF file with one frame and no colors; raises
        InvalidArgumentError where it cannot.
      most: how many frames at most.
    Returns:
      uint8 [frames, height, width, 3]; black where no frame has drawn.
    Raises:
      InvalidArgumentError: not one frame is whole, a color is missing, or the frames take a gigabyte or more.
    """
    words = f"Invalid GIF data (size {len(contents)})"
    unreadable = f"{words}, failed to slurp gif file"
    colors, begin = _screen_colors(contents, words)
    frames: list[tuple[_Frame, np.ndarray]] = []
    try:
        for frame in itertools.islice(_frames(contents, colors, begin), most):
            frames.append((frame, indices(_alone(frame))))
    except InvalidArgumentError as error:
        if not frames:
            raise InvalidArgumentError(None, None, f"{unreadable}: Failed to read from given file; {error}") from error
    if not frames:
        raise InvalidArgumentError(None, None, f"{unreadable}: No Image Descriptor detected")
    height = max(frame.height for frame, _ in frames)
    width = max(frame.width for frame, _ in frames)
    if len(frames) * height * width * 3 >= _MOST_BYTES:
        message = f"{words}: {len(frames)} frames of {width} by {height} take {_MOST_BYTES:,} bytes or more"
        raise InvalidArgumentError(None, None, message)
    images = np.zeros((len(frames), height, width, 3), np.uint8)
    for number, (frame, raster) in enumerate(frames):
        if number:
            images[number] = images[number - 1]
        _draw(images[number], frame, raster, f"{words}, {{}} for frame {number}")
    return images


def _draw(image: np.ndarray, frame: _Frame, raster: np.ndarray, words: str) -> None:
    if frame.colors is None:
        raise InvalidArgumentError(None, None, words.format("missing color map"))
    place = image[frame.top : frame.top + frame.height, frame.left : frame.left + frame.width]
    raster = raster[: place.shape[0], : place.shape[1]]
    seen = np.ones(raster.shape, bool) if frame.transparent is None else raster != frame.transparent
    highest = int(raster[seen].max(initial=0))
    if highest >= len(frame.colors):
        message = words.format(f"found color index {highest} outside of {len(frame.colors)} colors")
        raise InvalidArgumentError(None, None, message)
    place[seen] = frame.colors[raster[seen]]


def _frames(contents: bytes, colors: np.ndarray | None, at: int) -> Iterator[_Frame]:
    """The frames from a place up to the end mark, or to what is no block.

    Raises:
      InvalidArgumentError: the file ends before.
    """
    try:
        yield from _whole_frames(contents, colors, at)
    except (IndexError, struct.error) as error:
        raise InvalidArgumentError(None, None, "the file ends inside a block") from error


def _screen_colors(contents: bytes, words: str) -> tuple[np.ndarray | None, int]:
    """The table of colors for all frames, None where there is none; and where the blocks begin."""
    if len(contents) >= 13:
        try:
            return _colors(contents, contents[10], 13)
        except IndexError:
            pass
    raise InvalidArgumentError(None, None, f"{words}, failed to open gif file: No screen descriptor detected")


def _whole_frames(contents: bytes, colors: np.ndarray | None, at: int) -> Iterator[_Frame]:
    transparent = None
    while contents[at] in b"!,":
        if contents[at : at + 1] == b"!":
            control, end = _blocks(contents, at + 2)
            if contents[at + 1] == _GRAPHIC_CONTROL and len(control) >= 4:
                transparent = control[3] if control[0] & 1 else None
        else:
            left, top, width, height, flags = struct.unpack_from("<HHHHB", contents, at + 1)
            own, start = _colors(contents, flags, at + 10)
            _, end = _blocks(contents, start + 1)
            chosen = colors if own is None else own
            yield _Frame(left, top, width, height, flags, chosen, transparent, contents[start:end])
            transparent = None
        at = end


def _colors(contents: bytes, flags: int, at: int) -> tuple[np.ndarray | None, int]:
    """The table of colors at a place, None where there is none, and where it ends. Raises IndexError where the file does."""
    if not flags & 0x80:
        return None, at
    end = at + 3 * (2 << (flags & 7))
    if end > len(contents):
        raise IndexError
    return np.frombuffer(contents[at:end], np.uint8).reshape(-1, 3), end


def _blocks(contents: bytes, at: int) -> tuple[bytes, int]:
    """The data in the blocks from a place on, and where they end. Raises IndexError where the file ends before."""
    data = []
    while size := contents[at]:
        data.append(contents[at + 1 : at + 1 + size])
        at += 1 + size
    return b"".join(data), at + 1


def _alone(frame: _Frame) -> bytes:
    """A file that has nothing but the frame."""
    size = struct.pack("<HH", frame.width, frame.height)
    return b"GIF89a" + size + b"\0\0\0,\0\0\0\0" + size + bytes([frame.flags & _INTERLACED]) + frame.data + b";"
