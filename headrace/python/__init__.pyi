"""tf.python: as far as programs use it. Made by `make names`."""

from headrace.python import client as client
from headrace.python import compat as compat
from headrace.python import data as data
from headrace.python import eager as eager
from headrace.python import estimator as estimator
from headrace.python import feature_column as feature_column
from headrace.python import framework as framework
from headrace.python import layers as layers
from headrace.python import lib as lib
from headrace.python import ops as ops
from headrace.python import platform as platform
from headrace.python import profiler as profiler
from headrace.python import pywrap_tensorflow as pywrap_tensorflow
from headrace.python import saved_model as saved_model
from headrace.python import summary as summary
from headrace.python import tools as tools
from headrace.python import training as training
from headrace.python import util as util

__all__ = [
    "client",
    "compat",
    "data",
    "eager",
    "estimator",
    "feature_column",
    "framework",
    "layers",
    "lib",
    "ops",
    "platform",
    "profiler",
    "pywrap_tensorflow",
    "saved_model",
    "summary",
    "tools",
    "training",
    "util",
]
