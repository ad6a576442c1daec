"""tf.python.framework.errors_impl: as far as programs use it. Made by `make names`."""

from headrace.formats.errors import ABORTED as ABORTED
from headrace.formats.errors import ALREADY_EXISTS as ALREADY_EXISTS
from headrace.formats.errors import AbortedError as AbortedError
from headrace.formats.errors import AlreadyExistsError as AlreadyExistsError
from headrace.formats.errors import CANCELLED as CANCELLED
from headrace.formats.errors import CancelledError as CancelledError
from headrace.formats.errors import DATA_LOSS as DATA_LOSS
from headrace.formats.errors import DEADLINE_EXCEEDED as DEADLINE_EXCEEDED
from headrace.formats.errors import DataLossError as DataLossError
from headrace.formats.errors import DeadlineExceededError as DeadlineExceededError
from headrace.formats.errors import FAILED_PRECONDITION as FAILED_PRECONDITION
from headrace.formats.errors import FailedPreconditionError as FailedPreconditionError
from headrace.formats.errors import INTERNAL as INTERNAL
from headrace.formats.errors import INVALID_ARGUMENT as INVALID_ARGUMENT
from headrace.formats.errors import InternalError as InternalError
from headrace.formats.errors import InvalidArgumentError as InvalidArgumentError
from headrace.formats.errors import NOT_FOUND as NOT_FOUND
from headrace.formats.errors import NotFoundError as NotFoundError
from headrace.formats.errors import OK as OK
from headrace.formats.errors import OUT_OF_RANGE as OUT_OF_RANGE
from headrace.formats.errors import OpError as OpError
from headrace.formats.errors import OutOfRangeError as OutOfRangeError
from headrace.formats.errors import PERMISSION_DENIED as PERMISSION_DENIED
from headrace.formats.errors import PermissionDeniedError as PermissionDeniedError
from headrace.formats.errors import RESOURCE_EXHAUSTED as RESOURCE_EXHAUSTED
from headrace.formats.errors import ResourceExhaustedError as ResourceExhaustedError
from headrace.formats.errors import UNAUTHENTICATED as UNAUTHENTICATED
from headrace.formats.errors import UNAVAILABLE as UNAVAILABLE
from headrace.formats.errors import UNIMPLEMENTED as UNIMPLEMENTED
from headrace.formats.errors import UNKNOWN as UNKNOWN
from headrace.formats.errors import UnauthenticatedError as UnauthenticatedError
from headrace.formats.errors import UnavailableError as UnavailableError
from headrace.formats.errors import UnimplementedError as UnimplementedError
from headrace.formats.errors import UnknownError as UnknownError
from headrace.formats.errors import error_code_from_exception_type as error_code_from_exception_type
from headrace.formats.errors import exception_type_from_error_code as exception_type_from_error_code

__all__ = [
    "ABORTED",
    "ALREADY_EXISTS",
    "AbortedError",
    "AlreadyExistsError",
    "CANCELLED",
    "CancelledError",
    "DATA_LOSS",
    "DEADLINE_EXCEEDED",
    "DataLossError",
    "DeadlineExceededError",
    "FAILED_PRECONDITION",
    "FailedPreconditionError",
    "INTERNAL",
    "INVALID_ARGUMENT",
    "InternalError",
    "InvalidArgumentError",
    "NOT_FOUND",
    "NotFoundError",
    "OK",
    "OUT_OF_RANGE",
    "OpError",
    "OutOfRangeError",
    "PERMISSION_DENIED",
    "PermissionDeniedError",
    "RESOURCE_EXHAUSTED",
    "ResourceExhaustedError",
    "UNAUTHENTICATED",
    "UNAVAILABLE",
    "UNIMPLEMENTED",
    "UNKNOWN",
    "UnauthenticatedError",
    "UnavailableError",
    "UnimplementedError",
    "UnknownError",
    "error_code_from_exception_type",
    "exception_type_from_error_code",
]
