"""tensorflow.python.training.checkpoint_utils: values of checkpoints."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.checkpoints.initializing": "init_from_checkpoint",
        "headrace.graph.checkpoints.reader": "checkpoints_iterator list_variables load_checkpoint load_variable"
        " wait_for_new_checkpoint",
    },
)
