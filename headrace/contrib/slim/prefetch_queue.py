"""tf.contrib.slim.prefetch_queue: a queue that threads keep full."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(globals(), {"headrace.training.slim.data": "prefetch_queue"})
