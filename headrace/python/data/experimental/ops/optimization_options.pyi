"""tf.python.data.experimental.ops.optimization_options: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.options import MapVectorizationOptions as MapVectorizationOptions
from headrace.pipeline.data.options import OptimizationOptions as OptimizationOptions

__all__ = [
    "MapVectorizationOptions",
    "OptimizationOptions",
]
