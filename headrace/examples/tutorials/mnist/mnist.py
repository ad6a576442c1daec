"""tensorflow.examples.tutorials.mnist.mnist: two hidden layers and a softmax."""

from __future__ import annotations

from .... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.training.datasets.mnist_model": "IMAGE_PIXELS IMAGE_SIZE NUM_CLASSES evaluation inference loss training",
    },
)
