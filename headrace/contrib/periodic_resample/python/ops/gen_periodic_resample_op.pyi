"""tf.contrib.periodic_resample.python.ops.gen_periodic_resample_op: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.patches.periodic import periodic_resample as periodic_resample

__all__ = [
    "periodic_resample",
]
