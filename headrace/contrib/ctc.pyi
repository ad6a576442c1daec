"""tf.contrib.ctc: tf.python.ops.ctc_ops, under a second path. Made by `make names`."""

from typing import Any

def __getattr__(name: str) -> Any: ...
