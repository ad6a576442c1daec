"""tf.contrib.learn.python: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn_estimators.base import BaseEstimator as BaseEstimator
from headrace.training.contrib.learn_estimators.dnn import DNNClassifier as DNNClassifier
from headrace.training.contrib.learn_estimators.dnn import DNNEstimator as DNNEstimator
from headrace.training.contrib.learn_estimators.combined import DNNLinearCombinedClassifier as DNNLinearCombinedClassifier
from headrace.training.contrib.learn_estimators.combined import DNNLinearCombinedEstimator as DNNLinearCombinedEstimator
from headrace.training.contrib.learn_estimators.combined import DNNLinearCombinedRegressor as DNNLinearCombinedRegressor
from headrace.training.contrib.learn_estimators.dnn import DNNRegressor as DNNRegressor
from headrace.training.contrib.learn_estimators.rnn import DynamicRnnEstimator as DynamicRnnEstimator
from headrace.training.contrib.learn_estimators.estimator import Estimator as Estimator
from headrace.training.contrib.experiments.interfaces import Evaluable as Evaluable
from headrace.training.contrib.experiments.experiment import Experiment as Experiment
from headrace.training.contrib.experiments.export_strategy import ExportStrategy as ExportStrategy
from headrace.training.contrib.learn_estimators.exporting import GraphRewriteSpec as GraphRewriteSpec
from headrace.training.contrib.learn_estimators.heads.head import Head as Head
from headrace.training.contrib.experiments.serving import InputFnOps as InputFnOps
from headrace.training.contrib.learn_estimators.linear import LinearClassifier as LinearClassifier
from headrace.training.contrib.learn_estimators.linear import LinearEstimator as LinearEstimator
from headrace.training.contrib.learn_estimators.linear import LinearRegressor as LinearRegressor
from headrace.training.contrib.learn_estimators.logistic import LogisticRegressor as LogisticRegressor
from headrace.training.contrib.learn.keys import MetricKey as MetricKey
from headrace.training.contrib.experiments.metric_spec import MetricSpec as MetricSpec
from headrace.training.contrib.learn.keys import ModeKeys as ModeKeys
from headrace.training.contrib.experiments.model_fn import ModelFnOps as ModelFnOps
from headrace.training.sessions.hooks_stop import NanLossDuringTrainingError as NanLossDuringTrainingError
from headrace.training.contrib.learn_estimators.parameters import NotFittedError as NotFittedError
from headrace.training.contrib.learn.keys import PredictionKey as PredictionKey
from headrace.training.contrib.learn_estimators.rnn import PredictionType as PredictionType
from headrace.training.contrib.learn.keys import ProblemType as ProblemType
from headrace.training.contrib.experiments.run_config import RunConfig as RunConfig
from headrace.training.contrib.learn_estimators.estimator import SKCompat as SKCompat
from headrace.training.contrib.learn.keys import TaskType as TaskType
from headrace.training.contrib.experiments.interfaces import Trainable as Trainable
from headrace.training.contrib.experiments.serving import build_parsing_serving_input_fn as build_parsing_serving_input_fn
from headrace.training.contrib.learn_estimators.actions import evaluate as evaluate
from headrace.training.contrib.learn.tables import extract_dask_data as extract_dask_data
from headrace.training.contrib.learn.tables import extract_dask_labels as extract_dask_labels
from headrace.training.contrib.learn.tables import extract_pandas_data as extract_pandas_data
from headrace.training.contrib.learn.tables import extract_pandas_labels as extract_pandas_labels
from headrace.training.contrib.learn.tables import extract_pandas_matrix as extract_pandas_matrix
from headrace.training.contrib.learn.running import infer as infer
from headrace.training.contrib.learn_estimators.inputs import infer_real_valued_columns_from_input as infer_real_valued_columns_from_input
from headrace.training.contrib.learn_estimators.inputs import infer_real_valued_columns_from_input_fn as infer_real_valued_columns_from_input_fn
from headrace.contrib.learn.python import learn as learn
from headrace.training.contrib.experiments.serving import make_export_strategy as make_export_strategy
from headrace.training.contrib.learn_estimators.heads.classification import multi_class_head as multi_class_head
from headrace.training.contrib.learn_estimators.heads.several import multi_head as multi_head
from headrace.training.contrib.experiments.model_fn import no_op_train_fn as no_op_train_fn
from headrace.training.contrib.learn.reading import read_keyed_batch_examples as read_keyed_batch_examples
from headrace.training.contrib.learn_estimators.heads.regression import regression_head as regression_head
from headrace.training.contrib.learn.running import run_feeds as run_feeds
from headrace.training.contrib.learn.running import run_n as run_n
from headrace.training.contrib.learn_estimators.actions import train as train
from headrace.contrib.learn import binary_svm_head as binary_svm_head
from headrace.contrib.learn import multi_label_head as multi_label_head
from headrace.contrib.learn import poisson_regression_head as poisson_regression_head
from headrace.contrib.learn import read_batch_examples as read_batch_examples
from headrace.contrib.learn import read_batch_features as read_batch_features
from headrace.contrib.learn import read_batch_record_features as read_batch_record_features
from headrace.contrib.learn import read_keyed_batch_examples_shared_queue as read_keyed_batch_examples_shared_queue
from headrace.contrib.learn import read_keyed_batch_features as read_keyed_batch_features
from headrace.contrib.learn import read_keyed_batch_features_shared_queue as read_keyed_batch_features_shared_queue

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
    "Evaluable",
    "Experiment",
    "ExportStrategy",
    "GraphRewriteSpec",
    "Head",
    "InputFnOps",
    "LinearClassifier",
    "LinearEstimator",
    "LinearRegressor",
    "LogisticRegressor",
    "MetricKey",
    "MetricSpec",
    "ModeKeys",
    "ModelFnOps",
    "NanLossDuringTrainingError",
    "NotFittedError",
    "PredictionKey",
    "PredictionType",
    "ProblemType",
    "RunConfig",
    "SKCompat",
    "TaskType",
    "Trainable",
    "binary_svm_head",
    "build_parsing_serving_input_fn",
    "evaluate",
    "extract_dask_data",
    "extract_dask_labels",
    "extract_pandas_data",
    "extract_pandas_labels",
    "extract_pandas_matrix",
    "infer",
    "infer_real_valued_columns_from_input",
    "infer_real_valued_columns_from_input_fn",
    "learn",
    "make_export_strategy",
    "multi_class_head",
    "multi_head",
    "multi_label_head",
    "no_op_train_fn",
    "poisson_regression_head",
    "read_batch_examples",
    "read_batch_features",
    "read_batch_record_features",
    "read_keyed_batch_examples",
    "read_keyed_batch_examples_shared_queue",
    "read_keyed_batch_features",
    "read_keyed_batch_features_shared_queue",
    "regression_head",
    "run_feeds",
    "run_n",
    "train",
]
