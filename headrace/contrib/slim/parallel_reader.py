"""tf.contrib.slim.parallel_reader: several readers of one set of files."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(globals(), {"headrace.training.slim.data": "get_data_files parallel_read"})
