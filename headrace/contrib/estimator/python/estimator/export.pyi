"""tf.contrib.estimator.python.estimator.export: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.exporting import export_all_saved_models as export_all_saved_models
from headrace.training.estimators.exporting import export_saved_model_for_mode as export_saved_model_for_mode

__all__ = [
    "export_all_saved_models",
    "export_saved_model_for_mode",
]
