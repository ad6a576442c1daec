"""tf.python.platform: as far as programs use it. Made by `make names`."""

from headrace import app as app
from headrace import flags as flags
from headrace import gfile as gfile
from headrace.python.platform import resource_loader as resource_loader
from headrace.python.platform import test as test
from headrace import logging as tf_logging

__all__ = [
    "app",
    "flags",
    "gfile",
    "resource_loader",
    "test",
    "tf_logging",
]
