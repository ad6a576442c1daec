"""tf.contrib.learn.python.learn.utils.saved_model_export_utils: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.experiments.serving import make_export_strategy as make_export_strategy

__all__ = [
    "make_export_strategy",
]
