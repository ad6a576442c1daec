"""tf.core.lib: as far as programs use it. Made by `make names`."""

from headrace.core.lib import core as core

__all__ = [
    "core",
]
