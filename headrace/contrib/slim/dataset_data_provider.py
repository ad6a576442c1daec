"""tf.contrib.slim.dataset_data_provider: the items of a data set, one example after the other."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(globals(), {"headrace.training.slim.data": "DatasetDataProvider"})
