"""tf.python.training.saving: as far as programs use it. Made by `make names`."""

from headrace.python.training.saving import saveable_object as saveable_object

__all__ = [
    "saveable_object",
]
