"""tf.saved_model.main_op: what is run once when one is loaded. Made by `make names`."""

from headrace.training.saved_model.main_op import main_op as main_op
from headrace.training.saved_model.main_op import main_op_with_restore as main_op_with_restore

__all__ = [
    "main_op",
    "main_op_with_restore",
]
