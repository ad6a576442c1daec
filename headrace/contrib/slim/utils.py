"""tf.contrib.slim.utils: outputs of layers by name."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(globals(), {"headrace.training.contrib.common": "convert_collection_to_dict"})
