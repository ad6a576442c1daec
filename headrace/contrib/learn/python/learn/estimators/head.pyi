"""tf.contrib.learn.python.learn.estimators.head: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.experiments.model_fn import no_op_train_fn as no_op_train_fn

__all__ = [
    "no_op_train_fn",
]
