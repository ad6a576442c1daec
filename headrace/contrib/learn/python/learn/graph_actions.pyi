"""tf.contrib.learn.python.learn.graph_actions: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn_estimators.actions import evaluate as evaluate
from headrace.training.contrib.learn.running import infer as infer
from headrace.training.contrib.framework.values import load_variable as load_variable
from headrace.training.contrib.learn.running import run_feeds as run_feeds
from headrace.training.contrib.learn.running import run_n as run_n
from headrace.training.contrib.learn_estimators.actions import train as train

__all__ = [
    "evaluate",
    "infer",
    "load_variable",
    "run_feeds",
    "run_n",
    "train",
]
