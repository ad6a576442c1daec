"""tf.core: as far as programs use it. Made by `make names`."""

from headrace.core import example as example
from headrace.core import framework as framework
from headrace.core import lib as lib
from headrace.core import profiler as profiler
from headrace.core import protobuf as protobuf
from headrace.core import util as util

__all__ = [
    "example",
    "framework",
    "lib",
    "profiler",
    "protobuf",
    "util",
]
