"""tf.contrib.slim.learning: operations and loops that train."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.training.contrib.training": "clip_gradient_norms create_train_op multiply_gradients",
        "headrace.training.slim.learning": "train train_step",
    },
)
