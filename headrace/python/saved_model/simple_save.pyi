"""tf.python.saved_model.simple_save: as far as programs use it. Made by `make names`."""

from headrace.training.saved_model.builder import simple_save as simple_save

__all__ = [
    "simple_save",
]
