"""tf.python.estimator.exporter: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.exporters import BestExporter as BestExporter
from headrace.training.estimators.exporters import Exporter as Exporter
from headrace.training.estimators.exporters import FinalExporter as FinalExporter
from headrace.training.estimators.exporters import LatestExporter as LatestExporter

__all__ = [
    "BestExporter",
    "Exporter",
    "FinalExporter",
    "LatestExporter",
]
