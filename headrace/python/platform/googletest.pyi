"""tf.python.platform.googletest: as far as programs use it. Made by `make names`."""

from headrace.graph.testing.case import get_temp_dir as GetTempDir
from headrace.graph.testing.stubs import StubOutForTesting as StubOutForTesting
from headrace.graph.testing.case import main as main
from headrace.graph.testing.stubs import test_src_dir_path as test_src_dir_path

__all__ = [
    "GetTempDir",
    "StubOutForTesting",
    "main",
    "test_src_dir_path",
]
