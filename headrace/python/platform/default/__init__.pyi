"""tf.python.platform.default: as far as programs use it. Made by `make names`."""

from headrace.python.platform.default import _app as _app
from headrace.python.platform.default import _flags as _flags
from headrace.python.platform.default import _gfile as _gfile
from headrace.python.platform.default import _logging as _logging

__all__ = [
    "_app",
    "_flags",
    "_gfile",
    "_logging",
]
