"""tf.python.estimator.export.export_output: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.export.outputs import ClassificationOutput as ClassificationOutput
from headrace.training.estimators.export.outputs import ExportOutput as ExportOutput
from headrace.training.estimators.export.outputs import PredictOutput as PredictOutput
from headrace.training.estimators.export.outputs import RegressionOutput as RegressionOutput

__all__ = [
    "ClassificationOutput",
    "ExportOutput",
    "PredictOutput",
    "RegressionOutput",
]
