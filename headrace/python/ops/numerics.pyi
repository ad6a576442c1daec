"""tf.python.ops.numerics: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.checks.finite import add_check_numerics_ops as add_check_numerics_ops
from headrace.graph.ops.checks.finite import verify_tensor_all_finite as verify_tensor_all_finite

__all__ = [
    "add_check_numerics_ops",
    "verify_tensor_all_finite",
]
