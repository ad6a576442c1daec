"""tensorflow.python.training, as far as programs use it."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.python.training": "checkpoint_management checkpoint_utils moving_averages saver",
    },
)
