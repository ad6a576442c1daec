"""tf.python.data.experimental.kernel_tests.serialization.dataset_serialization_test_base: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.options import OptimizationOptions as OptimizationOptions

__all__ = [
    "OptimizationOptions",
]
