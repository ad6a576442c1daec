"""tf.app: run a program with its flags. Made by `make names`."""

from headrace.app import flags as flags
from headrace.graph.platform.app import run as run

__all__ = [
    "flags",
    "run",
]
