"""tf.python.data.experimental.kernel_tests.serialization: as far as programs use it. Made by `make names`."""

from headrace.python.data.experimental.kernel_tests.serialization import dataset_serialization_test_base as dataset_serialization_test_base

__all__ = [
    "dataset_serialization_test_base",
]
