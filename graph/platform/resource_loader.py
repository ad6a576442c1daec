"""Files that lie beside a program.

Source of names: tf.resource_loader, TensorFlow 1.15.
"""

from __future__ import annotations

import inspect
import os
import sys

from headrace.formats.files import read_bytes


def get_data_files_path() -> str:
    """The folder of the file that calls."""
    return os.path.dirname(inspect.getfile(sys._getframe(1)))


def get_path_to_datafile(path: str) -> str:
    """A path, relative to the folder of the file that calls."""
    return os.path.join(os.path.dirname(inspect.getfile(sys._getframe(1))), path)


def get_root_dir_with_all_resources() -> str:
    """The folder of the file that calls."""
    return os.path.dirname(inspect.getfile(sys._getframe(1)))


def load_resource(path: str) -> bytes:
    """What a file holds, its path relative to the folder of the file that calls. Raises NotFoundError."""
    return read_bytes(os.path.join(os.path.dirname(inspect.getfile(sys._getframe(1))), path))


def readahead_file_path(path: str, readahead: str = "128M") -> str:
    """The path itself."""
    return path
