"""tf.python.platform: as far as programs use it. Made by `make names`."""

from headrace import app as app
from headrace.python.platform import benchmark as benchmark
from headrace.python.platform import default as default
from headrace import flags as flags
from headrace import gfile as gfile
from headrace.python.platform import googletest as googletest
from headrace import logging as logging
from headrace.python.platform import resource_loader as resource_loader
from headrace.python.platform import test as test
from headrace import logging as tf_logging

__all__ = [
    "app",
    "benchmark",
    "default",
    "flags",
    "gfile",
    "googletest",
    "logging",
    "resource_loader",
    "test",
    "tf_logging",
]
