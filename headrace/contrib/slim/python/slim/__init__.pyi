"""tf.contrib.slim.python.slim: as far as programs use it. Made by `make names`."""

from headrace.contrib.slim.python.slim import data as data
from headrace.contrib.slim.python.slim import evaluation as evaluation
from headrace.contrib.slim.python.slim import learning as learning
from headrace.contrib.slim.python.slim import model_analyzer as model_analyzer
from headrace.contrib.slim.python.slim import nets as nets
from headrace.contrib.slim.python.slim import queues as queues
from headrace.contrib.slim.python.slim import summaries as summaries

__all__ = [
    "data",
    "evaluation",
    "learning",
    "model_analyzer",
    "nets",
    "queues",
    "summaries",
]
