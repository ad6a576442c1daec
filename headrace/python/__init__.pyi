"""tf.python: as far as programs use it. Made by `make names`."""

from headrace.python import client as client
from headrace.python import framework as framework
from headrace.python import ops as ops
from headrace.python import platform as platform
from headrace.python import pywrap_tensorflow as pywrap_tensorflow
from headrace.python import tools as tools
from headrace.python import training as training
from headrace.python import util as util

__all__ = [
    "client",
    "framework",
    "ops",
    "platform",
    "pywrap_tensorflow",
    "tools",
    "training",
    "util",
]
