"""tf.contrib.learn.python.learn.estimators: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn_estimators.base import BaseEstimator as BaseEstimator
from headrace.training.contrib.learn_estimators.dnn import DNNClassifier as DNNClassifier
from headrace.training.contrib.learn_estimators.dnn import DNNEstimator as DNNEstimator
from headrace.training.contrib.learn_estimators.combined import DNNLinearCombinedClassifier as DNNLinearCombinedClassifier
from headrace.training.contrib.learn_estimators.combined import DNNLinearCombinedEstimator as DNNLinearCombinedEstimator
from headrace.training.contrib.learn_estimators.combined import DNNLinearCombinedRegressor as DNNLinearCombinedRegressor
from headrace.training.contrib.learn_estimators.dnn import DNNRegressor as DNNRegressor
from headrace.training.contrib.learn_estimators.rnn import DynamicRnnEstimator as DynamicRnnEstimator
from headrace.training.contrib.learn_estimators.estimator import Estimator as Estimator
from headrace.training.contrib.learn_estimators.exporting import GraphRewriteSpec as GraphRewriteSpec
from headrace.training.contrib.learn_estimators.heads.head import Head as Head
from headrace.training.contrib.learn_estimators.linear import LinearClassifier as LinearClassifier
from headrace.training.contrib.learn_estimators.linear import LinearEstimator as LinearEstimator
from headrace.training.contrib.learn_estimators.linear import LinearRegressor as LinearRegressor
from headrace.training.contrib.learn_estimators.logistic import LogisticRegressor as LogisticRegressor
from headrace.training.contrib.learn.keys import MetricKey as MetricKey
from headrace.training.contrib.learn.keys import ModeKeys as ModeKeys
from headrace.training.contrib.experiments.model_fn import ModelFnOps as ModelFnOps
from headrace.training.contrib.learn_estimators.parameters import NotFittedError as NotFittedError
from headrace.training.contrib.learn.keys import PredictionKey as PredictionKey
from headrace.training.contrib.learn_estimators.rnn import PredictionType as PredictionType
from headrace.training.contrib.learn.keys import ProblemType as ProblemType
from headrace.training.contrib.experiments.run_config import RunConfig as RunConfig
from headrace.training.contrib.learn_estimators.estimator import SKCompat as SKCompat
from headrace.training.contrib.learn.keys import TaskType as TaskType
from headrace.contrib.learn.python.learn.estimators import _sklearn as _sklearn
from headrace.contrib.learn.python.learn.estimators import composable_model as composable_model
from headrace.contrib.learn.python.learn.estimators import constants as constants
from headrace.contrib.learn.python.learn.estimators import dnn as dnn
from headrace.contrib.learn.python.learn.estimators import dnn_linear_combined as dnn_linear_combined
from headrace.contrib.learn.python.learn.estimators import dynamic_rnn_estimator as dynamic_rnn_estimator
from headrace.contrib.learn.python.learn.estimators import estimator as estimator
from headrace.contrib.learn.python.learn.estimators import head as head
from headrace.training.contrib.learn_estimators.inputs import infer_real_valued_columns_from_input as infer_real_valued_columns_from_input
from headrace.training.contrib.learn_estimators.inputs import infer_real_valued_columns_from_input_fn as infer_real_valued_columns_from_input_fn
from headrace.contrib.learn.python.learn.estimators import kmeans as kmeans
from headrace.contrib.learn.python.learn.estimators import linear as linear
from headrace.contrib.learn.python.learn.estimators import logistic_regressor as logistic_regressor
from headrace.contrib.learn.python.learn.estimators import metric_key as metric_key
from headrace.contrib.learn.python.learn.estimators import model_fn as model_fn
from headrace.training.contrib.learn_estimators.heads.classification import multi_class_head as multi_class_head
from headrace.training.contrib.learn_estimators.heads.several import multi_head as multi_head
from headrace.training.contrib.experiments.model_fn import no_op_train_fn as no_op_train_fn
from headrace.contrib.learn.python.learn.estimators import prediction_key as prediction_key
from headrace.training.contrib.learn_estimators.heads.regression import regression_head as regression_head
from headrace.contrib.learn.python.learn.estimators import rnn_common as rnn_common
from headrace.contrib.learn.python.learn.estimators import run_config as run_config
from headrace.contrib.learn.python.learn.estimators import svm as svm
from headrace.contrib.learn import binary_svm_head as binary_svm_head
from headrace.contrib.learn import multi_label_head as multi_label_head
from headrace.contrib.learn import poisson_regression_head as poisson_regression_head

__all__ = [
    "BaseEstimator",
    "DNNClassifier",
    "DNNEstimator",
    "DNNLinearCombinedClassifier",
    "DNNLinearCombinedEstimator",
    "DNNLinearCombinedRegressor",
    "DNNRegressor",
    "DynamicRnnEstimator",
    "Estimator",
    "GraphRewriteSpec",
    "Head",
    "LinearClassifier",
    "LinearEstimator",
    "LinearRegressor",
    "LogisticRegressor",
    "MetricKey",
    "ModeKeys",
    "ModelFnOps",
    "NotFittedError",
    "PredictionKey",
    "PredictionType",
    "ProblemType",
    "RunConfig",
    "SKCompat",
    "TaskType",
    "_sklearn",
    "binary_svm_head",
    "composable_model",
    "constants",
    "dnn",
    "dnn_linear_combined",
    "dynamic_rnn_estimator",
    "estimator",
    "head",
    "infer_real_valued_columns_from_input",
    "infer_real_valued_columns_from_input_fn",
    "kmeans",
    "linear",
    "logistic_regressor",
    "metric_key",
    "model_fn",
    "multi_class_head",
    "multi_head",
    "multi_label_head",
    "no_op_train_fn",
    "poisson_regression_head",
    "prediction_key",
    "regression_head",
    "rnn_common",
    "run_config",
    "svm",
]
