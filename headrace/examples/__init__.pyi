"""tf.examples: as far as programs use it. Made by `make names`."""

from headrace.examples import tutorials as tutorials

__all__ = [
    "tutorials",
]
