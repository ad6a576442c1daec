"""tf.python.platform: as far as programs use it. Made by `make names`."""

from headrace.python.platform import app as app
from headrace.python.platform import flags as flags
from headrace.python.platform import gfile as gfile
from headrace.python.platform import tf_logging as tf_logging

__all__ = [
    "app",
    "flags",
    "gfile",
    "tf_logging",
]
