"""tf.contrib.slim.learning: operations and loops that train."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.contrib.training": "clip_gradient_norms create_train_op multiply_gradients",
        "headrace.pipeline.slim.learning": "train train_step",
    },
)
