"""tf.core.lib.core.error_codes_pb2: as far as programs use it. Made by `make names`."""

from headrace.formats.errors import ABORTED as ABORTED
from headrace.formats.errors import ALREADY_EXISTS as ALREADY_EXISTS
from headrace.formats.errors import CANCELLED as CANCELLED
from headrace.formats.proto.error_codes_pb2 import Code as Code
from headrace.formats.errors import DATA_LOSS as DATA_LOSS
from headrace.formats.errors import DEADLINE_EXCEEDED as DEADLINE_EXCEEDED
from headrace.formats.errors import FAILED_PRECONDITION as FAILED_PRECONDITION
from headrace.formats.errors import INTERNAL as INTERNAL
from headrace.formats.errors import INVALID_ARGUMENT as INVALID_ARGUMENT
from headrace.formats.errors import NOT_FOUND as NOT_FOUND
from headrace.formats.errors import OK as OK
from headrace.formats.errors import OUT_OF_RANGE as OUT_OF_RANGE
from headrace.formats.errors import PERMISSION_DENIED as PERMISSION_DENIED
from headrace.formats.errors import RESOURCE_EXHAUSTED as RESOURCE_EXHAUSTED
from headrace.formats.errors import UNAUTHENTICATED as UNAUTHENTICATED
from headrace.formats.errors import UNAVAILABLE as UNAVAILABLE
from headrace.formats.errors import UNIMPLEMENTED as UNIMPLEMENTED
from headrace.formats.errors import UNKNOWN as UNKNOWN

__all__ = [
    "ABORTED",
    "ALREADY_EXISTS",
    "CANCELLED",
    "Code",
    "DATA_LOSS",
    "DEADLINE_EXCEEDED",
    "FAILED_PRECONDITION",
    "INTERNAL",
    "INVALID_ARGUMENT",
    "NOT_FOUND",
    "OK",
    "OUT_OF_RANGE",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "UNAUTHENTICATED",
    "UNAVAILABLE",
    "UNIMPLEMENTED",
    "UNKNOWN",
]
