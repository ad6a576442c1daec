"""tf.contrib.learn: experiments over estimators, and graphs that are run for their values. Made by `make names`."""

from headrace.training.contrib.learn.interfaces import Evaluable as Evaluable
from headrace.training.contrib.learn.experiment import Experiment as Experiment
from headrace.training.contrib.learn.export_strategy import ExportStrategy as ExportStrategy
from headrace.training.contrib.learn.metric_spec import MetricSpec as MetricSpec
from headrace.training.contrib.learn.keys import ModeKeys as ModeKeys
from headrace.training.sessions.hooks_stop import NanLossDuringTrainingError as NanLossDuringTrainingError
from headrace.training.contrib.learn.keys import PredictionKey as PredictionKey
from headrace.training.contrib.learn.keys import ProblemType as ProblemType
from headrace.training.contrib.learn.run_config import RunConfig as RunConfig
from headrace.training.contrib.learn.keys import TaskType as TaskType
from headrace.training.contrib.learn.interfaces import Trainable as Trainable
from headrace.contrib.learn import datasets as datasets
from headrace.contrib.learn import estimators as estimators
from headrace.contrib.learn import graph_actions as graph_actions
from headrace.training.contrib.learn.graph_actions import infer as infer
from headrace.contrib.learn import learn_runner as learn_runner
from headrace.graph.platform.all_util import make_all as make_all
from headrace.contrib.learn import monitors as monitors
from headrace.contrib.learn import python as python
from headrace.training.contrib.learn.graph_actions import run_feeds as run_feeds
from headrace.training.contrib.learn.graph_actions import run_n as run_n

__all__ = [
    "Evaluable",
    "Experiment",
    "ExportStrategy",
    "MetricSpec",
    "ModeKeys",
    "NanLossDuringTrainingError",
    "PredictionKey",
    "ProblemType",
    "RunConfig",
    "TaskType",
    "Trainable",
    "datasets",
    "infer",
    "learn_runner",
    "run_feeds",
    "run_n",
]
