"""tf.version: as far as programs use it. Made by `make names`."""

from headrace._version import VERSION as VERSION

__all__ = [
    "VERSION",
]
