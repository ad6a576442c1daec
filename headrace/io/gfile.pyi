"""tf.io.gfile: as far as programs use it. Made by `make names`."""

from headrace.graph.platform.gfile import GFile as GFile

__all__ = [
    "GFile",
]
