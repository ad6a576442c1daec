"""tf.contrib.learn.python.learn.estimators: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.keys import ModeKeys as ModeKeys
from headrace.training.contrib.experiments.model_fn import ModelFnOps as ModelFnOps
from headrace.training.contrib.learn.keys import PredictionKey as PredictionKey
from headrace.training.contrib.learn.keys import ProblemType as ProblemType
from headrace.training.contrib.experiments.run_config import RunConfig as RunConfig
from headrace.training.contrib.learn.keys import TaskType as TaskType
from headrace.contrib.learn.python.learn.estimators import composable_model as composable_model
from headrace.contrib.learn.python.learn.estimators import constants as constants
from headrace.contrib.learn.python.learn.estimators import estimator as estimator
from headrace.contrib.learn.python.learn.estimators import head as head
from headrace.contrib.learn.python.learn.estimators import kmeans as kmeans
from headrace.contrib.learn.python.learn.estimators import model_fn as model_fn
from headrace.training.contrib.experiments.model_fn import no_op_train_fn as no_op_train_fn
from headrace.contrib.learn.python.learn.estimators import prediction_key as prediction_key
from headrace.contrib.learn.python.learn.estimators import run_config as run_config
from headrace.contrib.learn.python.learn.estimators import svm as svm

__all__ = [
    "ModeKeys",
    "ModelFnOps",
    "PredictionKey",
    "ProblemType",
    "RunConfig",
    "TaskType",
    "composable_model",
    "constants",
    "estimator",
    "head",
    "kmeans",
    "model_fn",
    "no_op_train_fn",
    "prediction_key",
    "run_config",
    "svm",
]
