"""tf.python.training.basic_loops: as far as programs use it. Made by `make names`."""

from headrace.training.steps.basic_train_loop import basic_train_loop as basic_train_loop

__all__ = [
    "basic_train_loop",
]
