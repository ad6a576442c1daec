"""tf.contrib.estimator: heads of models, and what exports them. Made by `make names`."""

from headrace.training.estimators.hooks.in_memory import InMemoryEvaluatorHook as InMemoryEvaluatorHook
from headrace.training.estimators.export.outputs import PredictOutput as PredictOutput
from headrace.training.estimators.export.receivers import ServingInputReceiver as ServingInputReceiver
from headrace.training.estimators.export.receivers import TensorServingInputReceiver as TensorServingInputReceiver
from headrace.training.estimators.extenders import add_metrics as add_metrics
from headrace.training.estimators.heads.classification import binary_classification_head as binary_classification_head
from headrace.training.estimators.export.receivers import build_parsing_serving_input_receiver_fn as build_parsing_serving_input_receiver_fn
from headrace.training.estimators.export.receivers import build_raw_serving_input_receiver_fn as build_raw_serving_input_receiver_fn
from headrace.training.estimators.export.receivers import build_raw_supervised_input_receiver_fn as build_raw_supervised_input_receiver_fn
from headrace.training.estimators.export.receivers import build_supervised_input_receiver_fn_from_input_fn as build_supervised_input_receiver_fn_from_input_fn
from headrace.training.estimators.spec import call_logit_fn as call_logit_fn
from headrace.training.estimators.extenders import clip_gradients_by_norm as clip_gradients_by_norm
from headrace.training.estimators.canned.models import dnn_logit_fn_builder as dnn_logit_fn_builder
from headrace.training.estimators.exporting import export_all_saved_models as export_all_saved_models
from headrace.training.estimators.exporting import export_saved_model_for_mode as export_saved_model_for_mode
from headrace.contrib.estimator import extenders as extenders
from headrace.training.estimators.extenders import forward_features as forward_features
from headrace.training.estimators.canned.models import linear_logit_fn_builder as linear_logit_fn_builder
from headrace.training.estimators.heads.regression import logistic_regression_head as logistic_regression_head
from headrace.training.estimators.heads.classification import multi_class_head as multi_class_head
from headrace.training.estimators.heads.several import multi_head as multi_head
from headrace.training.estimators.heads.classification import multi_label_head as multi_label_head
from headrace.training.estimators.heads.regression import poisson_regression_head as poisson_regression_head
from headrace.contrib.estimator import python as python
from headrace.training.estimators.heads.regression import regression_head as regression_head

__all__ = [
    "InMemoryEvaluatorHook",
    "add_metrics",
    "binary_classification_head",
    "build_raw_supervised_input_receiver_fn",
    "build_supervised_input_receiver_fn_from_input_fn",
    "call_logit_fn",
    "clip_gradients_by_norm",
    "dnn_logit_fn_builder",
    "export_all_saved_models",
    "export_saved_model_for_mode",
    "forward_features",
    "linear_logit_fn_builder",
    "logistic_regression_head",
    "multi_class_head",
    "multi_head",
    "multi_label_head",
    "poisson_regression_head",
    "regression_head",
]
