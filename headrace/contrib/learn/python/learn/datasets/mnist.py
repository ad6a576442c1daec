"""tensorflow.contrib.learn.python.learn.datasets.mnist: MNIST from local files."""

from __future__ import annotations

from ...... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.training.datasets.mnist": "DEFAULT_SOURCE_URL DataSet Datasets dense_to_one_hot extract_images extract_labels"
        " load_mnist read_data_sets",
    },
)
