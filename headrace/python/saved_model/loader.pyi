"""tf.python.saved_model.loader: as far as programs use it. Made by `make names`."""

from headrace.training.saved_model.loader import load as load
from headrace.training.saved_model.loader import contains_saved_model as maybe_saved_model_directory

__all__ = [
    "load",
    "maybe_saved_model_directory",
]
