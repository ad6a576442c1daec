"""tf.contrib.estimator: heads of models, and what exports them. Made by `make names`."""

from headrace.training.estimators.in_memory import InMemoryEvaluatorHook as InMemoryEvaluatorHook
from headrace.training.estimators.export.outputs import PredictOutput as PredictOutput
from headrace.training.estimators.export.receivers import ServingInputReceiver as ServingInputReceiver
from headrace.training.estimators.export.receivers import TensorServingInputReceiver as TensorServingInputReceiver
from headrace.training.estimators.extenders import add_metrics as add_metrics
from headrace.training.estimators.export.receivers import build_parsing_serving_input_receiver_fn as build_parsing_serving_input_receiver_fn
from headrace.training.estimators.export.receivers import build_raw_serving_input_receiver_fn as build_raw_serving_input_receiver_fn
from headrace.training.estimators.export.receivers import build_raw_supervised_input_receiver_fn as build_raw_supervised_input_receiver_fn
from headrace.training.estimators.export.receivers import build_supervised_input_receiver_fn_from_input_fn as build_supervised_input_receiver_fn_from_input_fn
from headrace.training.estimators.spec import call_logit_fn as call_logit_fn
from headrace.training.estimators.exporting import export_all_saved_models as export_all_saved_models
from headrace.training.estimators.exporting import export_saved_model_for_mode as export_saved_model_for_mode
from headrace.contrib.estimator import extenders as extenders
from headrace.contrib.estimator import python as python

__all__ = [
    "InMemoryEvaluatorHook",
    "add_metrics",
    "build_raw_supervised_input_receiver_fn",
    "build_supervised_input_receiver_fn_from_input_fn",
    "call_logit_fn",
    "export_all_saved_models",
    "export_saved_model_for_mode",
]
