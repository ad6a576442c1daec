"""tf.python: the modules inside of TensorFlow, of which no stubs are made. Made by `make names`."""

from typing import Any

def __getattr__(name: str) -> Any: ...
