"""TensorFlow's messages, which take bytes: Python 2's texts are such."""

from __future__ import annotations

from typing import Any

from headrace import train

from .texts import as_bytes


def BytesList(*, value: Any = ()) -> Any:
    """`tf.train.BytesList`, of texts too."""
    return train.BytesList(value=[as_bytes(item) for item in value])
