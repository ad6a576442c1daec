"""tf.estimator.export: what an exported model is fed and gives. Made by `make names`."""

from headrace.training.estimators.export.outputs import ClassificationOutput as ClassificationOutput
from headrace.training.estimators.export.outputs import ExportOutput as ExportOutput
from headrace.training.estimators.export.outputs import PredictOutput as PredictOutput
from headrace.training.estimators.export.outputs import RegressionOutput as RegressionOutput
from headrace.training.estimators.export.receivers import ServingInputReceiver as ServingInputReceiver
from headrace.training.estimators.export.receivers import TensorServingInputReceiver as TensorServingInputReceiver
from headrace.training.estimators.export.receivers import build_parsing_serving_input_receiver_fn as build_parsing_serving_input_receiver_fn
from headrace.training.estimators.export.receivers import build_raw_serving_input_receiver_fn as build_raw_serving_input_receiver_fn

__all__ = [
    "ClassificationOutput",
    "ExportOutput",
    "PredictOutput",
    "RegressionOutput",
    "ServingInputReceiver",
    "TensorServingInputReceiver",
    "build_parsing_serving_input_receiver_fn",
    "build_raw_serving_input_receiver_fn",
]
