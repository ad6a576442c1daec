"""tf.python.data.experimental.kernel_tests: as far as programs use it. Made by `make names`."""

from headrace.python.data.experimental.kernel_tests import serialization as serialization

__all__ = [
    "serialization",
]
