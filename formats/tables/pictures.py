"""The pictures in a row as files: those that are compressed as they are, arrays of pixels as PNG."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from ..files import Path, path_text, replace
from ..files.directories import make_all
from ..files.paths import named
from ..image import encode_png
from ..image.sizes import size_of

_SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "BMP": ".bmp"}
_CHANNELS = (1, 3, 4)


def save(row: Mapping[str, Any], directory: Path, name: str) -> list[str]:
    """Write each picture of a row: a string that is a JPEG, PNG, GIF or BMP file, or uint8 [height, width, channels].

    Args:
      row: values by feature, as `Batch.rows` gives them.
      directory: is made.
      name: what the files' names begin with; the feature and the suffix follow.
    Returns:
      the paths of the files.
    Raises:
      UnimplementedError: pixels, and Pillow is not installed.
    """
    written = []
    for feature, value in row.items():
        found = _file(value)
        if found is None:
            continue
        suffix, content = found
        make_all(directory)
        path = os.path.join(path_text(directory), f"{name}-{re.sub('[^A-Za-z0-9_.-]', '_', feature)}{suffix}")
        with replace(path) as file, named(path):
            file.write(content)
        written.append(path)
    return written


def _file(value: Any) -> tuple[str, bytes] | None:
    """Suffix and content of the file for a value; None for what is no picture."""
    if isinstance(value, bytes):
        size = size_of(value)
        return None if size is None else (_SUFFIXES[size.kind], value)
    if isinstance(value, np.ndarray) and value.dtype == np.uint8 and value.ndim == 3 and value.shape[2] in _CHANNELS:
        return ".png", encode_png(value)
    return None
