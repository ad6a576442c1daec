"""tf.contrib.learn.python.learn.export_strategy: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.experiments.export_strategy import ExportStrategy as ExportStrategy

__all__ = [
    "ExportStrategy",
]
