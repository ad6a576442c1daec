"""tf.contrib.learn.python.learn: as far as programs use it. Made by `make names`."""

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
from headrace.contrib.learn.python.learn import estimators as estimators
from headrace.contrib.learn.python.learn import evaluable as evaluable
from headrace.contrib.learn.python.learn import experiment as experiment
from headrace.contrib.learn.python.learn import export_strategy as export_strategy
from headrace.contrib.learn.python.learn import graph_actions as graph_actions
from headrace.training.contrib.learn.graph_actions import infer as infer
from headrace.contrib.learn.python.learn import learn_io as learn_io
from headrace.contrib.learn.python.learn import learn_runner as learn_runner
from headrace.contrib.learn.python.learn import learn_runner_lib as learn_runner_lib
from headrace.contrib.learn.python.learn import metric_spec as metric_spec
from headrace.contrib.learn.python.learn import monitored_session as monitored_session
from headrace.contrib.learn.python.learn import monitors as monitors
from headrace.training.contrib.learn.graph_actions import run_feeds as run_feeds
from headrace.training.contrib.learn.graph_actions import run_n as run_n
from headrace.contrib.learn.python.learn import session_run_hook as session_run_hook
from headrace.contrib.learn.python.learn import summary_writer_cache as summary_writer_cache
from headrace.contrib.learn.python.learn import trainable as trainable

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
    "estimators",
    "evaluable",
    "experiment",
    "export_strategy",
    "graph_actions",
    "infer",
    "learn_io",
    "learn_runner",
    "learn_runner_lib",
    "metric_spec",
    "monitored_session",
    "monitors",
    "run_feeds",
    "run_n",
    "session_run_hook",
    "summary_writer_cache",
    "trainable",
]
