"""tf.python.estimator.estimator_lib: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.canned.baseline import BaselineClassifier as BaselineClassifier
from headrace.training.estimators.canned.baseline import BaselineEstimator as BaselineEstimator
from headrace.training.estimators.canned.baseline import BaselineRegressor as BaselineRegressor
from headrace.training.estimators.heads.public import BinaryClassHead as BinaryClassHead
from headrace.training.estimators.canned.estimators import DNNClassifier as DNNClassifier
from headrace.training.estimators.canned.estimators import DNNEstimator as DNNEstimator
from headrace.training.estimators.canned.combined import DNNLinearCombinedClassifier as DNNLinearCombinedClassifier
from headrace.training.estimators.canned.combined import DNNLinearCombinedEstimator as DNNLinearCombinedEstimator
from headrace.training.estimators.canned.combined import DNNLinearCombinedRegressor as DNNLinearCombinedRegressor
from headrace.training.estimators.canned.estimators import DNNRegressor as DNNRegressor
from headrace.training.estimators.estimator import Estimator as Estimator
from headrace.training.estimators.spec import EstimatorSpec as EstimatorSpec
from headrace.training.estimators.train_and_evaluate import EvalSpec as EvalSpec
from headrace.training.estimators.exporters import Exporter as Exporter
from headrace.training.estimators.exporters import FinalExporter as FinalExporter
from headrace.training.estimators.heads.public_base import Head as Head
from headrace.training.estimators.exporters import LatestExporter as LatestExporter
from headrace.training.estimators.canned.estimators import LinearClassifier as LinearClassifier
from headrace.training.estimators.canned.estimators import LinearEstimator as LinearEstimator
from headrace.training.estimators.canned.estimators import LinearRegressor as LinearRegressor
from headrace.training.estimators.heads.public import LogisticRegressionHead as LogisticRegressionHead
from headrace.training.estimators.modes import ModeKeys as ModeKeys
from headrace.training.estimators.heads.public import MultiClassHead as MultiClassHead
from headrace.training.estimators.heads.public_several import MultiHead as MultiHead
from headrace.training.estimators.heads.public import MultiLabelHead as MultiLabelHead
from headrace.training.estimators.heads.public import PoissonRegressionHead as PoissonRegressionHead
from headrace.training.estimators.heads.public import RegressionHead as RegressionHead
from headrace.training.estimators.run_config import RunConfig as RunConfig
from headrace.training.estimators.train_and_evaluate import TrainSpec as TrainSpec
from headrace.training.estimators.warm_start import VocabInfo as VocabInfo
from headrace.training.estimators.warm_start import WarmStartSettings as WarmStartSettings
from headrace.training.estimators.extenders import add_metrics as add_metrics
from headrace.training.estimators.spec import call_logit_fn as call_logit_fn
from headrace.training.estimators.canned.parsing import classifier_parse_example_spec as classifier_parse_example_spec
from headrace.training.estimators.canned.models import dnn_logit_fn_builder as dnn_logit_fn_builder
from headrace.training.estimators.canned.models import linear_logit_fn_builder as linear_logit_fn_builder
from headrace.training.estimators.hooks.early_stopping import make_early_stopping_hook as make_early_stopping_hook
from headrace.training.estimators.train_and_evaluate import train_and_evaluate as train_and_evaluate
from headrace.estimator import regressor_parse_example_spec as regressor_parse_example_spec
from headrace.estimator.experimental import stop_if_higher_hook as stop_if_higher_hook
from headrace.estimator.experimental import stop_if_lower_hook as stop_if_lower_hook
from headrace.estimator.experimental import stop_if_no_decrease_hook as stop_if_no_decrease_hook
from headrace.estimator.experimental import stop_if_no_increase_hook as stop_if_no_increase_hook

__all__ = [
    "BaselineClassifier",
    "BaselineEstimator",
    "BaselineRegressor",
    "BinaryClassHead",
    "DNNClassifier",
    "DNNEstimator",
    "DNNLinearCombinedClassifier",
    "DNNLinearCombinedEstimator",
    "DNNLinearCombinedRegressor",
    "DNNRegressor",
    "Estimator",
    "EstimatorSpec",
    "EvalSpec",
    "Exporter",
    "FinalExporter",
    "Head",
    "LatestExporter",
    "LinearClassifier",
    "LinearEstimator",
    "LinearRegressor",
    "LogisticRegressionHead",
    "ModeKeys",
    "MultiClassHead",
    "MultiHead",
    "MultiLabelHead",
    "PoissonRegressionHead",
    "RegressionHead",
    "RunConfig",
    "TrainSpec",
    "VocabInfo",
    "WarmStartSettings",
    "add_metrics",
    "call_logit_fn",
    "classifier_parse_example_spec",
    "dnn_logit_fn_builder",
    "linear_logit_fn_builder",
    "make_early_stopping_hook",
    "regressor_parse_example_spec",
    "stop_if_higher_hook",
    "stop_if_lower_hook",
    "stop_if_no_decrease_hook",
    "stop_if_no_increase_hook",
    "train_and_evaluate",
]
