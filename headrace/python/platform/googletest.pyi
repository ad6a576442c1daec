"""tf.python.platform.googletest: as far as programs use it. Made by `make names`."""

from headrace.graph.testing.case import get_temp_dir as GetTempDir
from headrace.graph.testing.case import main as main

__all__ = [
    "GetTempDir",
    "main",
]
