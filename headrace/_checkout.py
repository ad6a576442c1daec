"""The other layers of a checkout, which stand beside `headrace/` there and inside it once they are installed.

A checkout has symbolic links inside `headrace/`, for editors and mypy. Where the system keeps links as text files, as
Windows does by default, and where an archive was downloaded, they lead nowhere.
"""

from __future__ import annotations

import importlib
import os

_LAYERS = "layers.txt"  # it stands in the root of a checkout, and is not installed


def import_layers(path: list[str]) -> list[str]:
    """Import the layers from beside the package, in a checkout. An installed package is left as it is.

    The root is searched only meanwhile: what else lies there (tests, setup.py, this package once more) is no part of the
    package. What a layer holds is found by the layer's own path.

    Args:
      path: the `__path__` of the package.

    Returns:
      the same.
    """
    directory, package = os.path.split(path[0])
    try:
        with open(os.path.join(directory, _LAYERS), encoding="utf-8") as file:
            layers = file.read().split()
    except (FileNotFoundError, NotADirectoryError):  # the latter inside a zip file
        return path
    path.insert(0, directory)
    try:
        for layer in layers:
            if layer != package:
                importlib.import_module(f"{__package__}.{layer}")
    finally:
        path.remove(directory)
    return path
