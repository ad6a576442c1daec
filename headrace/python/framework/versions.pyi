"""tf.python.framework.versions: as far as programs use it. Made by `make names`."""

from headrace._version import __version__ as VERSION

__all__ = [
    "VERSION",
]
