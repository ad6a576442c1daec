"""tensorflow.examples.tutorials.mnist: MNIST from local files, and a model for it."""

from __future__ import annotations

from .... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.examples.tutorials.mnist": "input_data mnist",
    },
)
