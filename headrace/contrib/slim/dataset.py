"""tf.contrib.slim.dataset: what a data set is made of."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(globals(), {"headrace.training.contrib.example_decoder": "Dataset"})
