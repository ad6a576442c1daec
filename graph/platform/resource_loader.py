"""Files that lie beside a program."""

from __future__ import annotations

import inspect
import os
import sys

from headrace.formats.exports import export
from headrace.formats.files import read_bytes


@export("resource_loader.get_data_files_path")
def get_data_files_path() -> str:
    """The directory of the file that calls."""
    return os.path.dirname(inspect.getfile(sys._getframe(1)))


@export("resource_loader.get_path_to_datafile")
def get_path_to_datafile(path: str) -> str:
    """A path, relative to the directory of the file that calls.

    Args:
      path: from that directory on.

    Returns:
      str.
    """
    return os.path.join(os.path.dirname(inspect.getfile(sys._getframe(1))), path)


@export("resource_loader.get_root_dir_with_all_resources")
def get_root_dir_with_all_resources() -> str:
    """The directory of the file that calls."""
    return os.path.dirname(inspect.getfile(sys._getframe(1)))


@export("resource_loader.load_resource")
def load_resource(path: str) -> bytes:
    """What a file holds that lies beside the file that calls.

    Args:
      path: from the directory of that file on.

    Returns:
      bytes.

    Raises:
      NotFoundError: there is no such file.
    """
    return read_bytes(os.path.join(os.path.dirname(inspect.getfile(sys._getframe(1))), path))


@export("resource_loader.readahead_file_path")
def readahead_file_path(path: str, readahead: str = "128M") -> str:
    """The path itself.

    Args:
      path: any.
      readahead: accepted, without effect.

    Returns:
      `path`.
    """
    return path
