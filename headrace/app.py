"""tf.app: run a program with its flags."""

from __future__ import annotations

from . import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(globals(), {"headrace": "flags", "headrace.graph.platform.app": "run"})
