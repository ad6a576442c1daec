"""tf.python.ops.histogram_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.ordering.counting import histogram_fixed_width as histogram_fixed_width
from headrace.graph.ops.ordering.counting import histogram_fixed_width_bins as histogram_fixed_width_bins

__all__ = [
    "histogram_fixed_width",
    "histogram_fixed_width_bins",
]
