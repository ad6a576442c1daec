"""tf.python.saved_model.main_op: as far as programs use it. Made by `make names`."""

from headrace.training.saved_model.main_op import main_op as main_op
from headrace.training.saved_model.main_op import main_op_with_restore as main_op_with_restore

__all__ = [
    "main_op",
    "main_op_with_restore",
]
