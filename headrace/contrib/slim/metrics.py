"""tf.contrib.slim.metrics: those of tf.contrib.metrics."""

from __future__ import annotations

from ... import _lazy
from ..metrics import __all__ as _names

__all__: list[str] = []

__getattr__ = _lazy.attach(globals(), {"headrace.contrib.metrics": " ".join(_names)})
