"""tf.core.lib.core: as far as programs use it. Made by `make names`."""

from headrace.core.lib.core import error_codes_pb2 as error_codes_pb2

__all__ = [
    "error_codes_pb2",
]
