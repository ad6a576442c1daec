"""tf.models.rnn.rnn: tf.python.ops.rnn, under a second path. Made by `make names`."""

from typing import Any

def __getattr__(name: str) -> Any: ...
