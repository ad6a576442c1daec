"""tf.contrib.seq2seq.python.ops.helper: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.seq2seq.helpers import CustomHelper as CustomHelper
from headrace.training.contrib.seq2seq.helpers import GreedyEmbeddingHelper as GreedyEmbeddingHelper
from headrace.training.contrib.seq2seq.helpers import Helper as Helper
from headrace.training.contrib.seq2seq.helpers import InferenceHelper as InferenceHelper
from headrace.training.contrib.seq2seq.helpers import SampleEmbeddingHelper as SampleEmbeddingHelper
from headrace.training.contrib.seq2seq.scheduled import ScheduledEmbeddingTrainingHelper as ScheduledEmbeddingTrainingHelper
from headrace.training.contrib.seq2seq.scheduled import ScheduledOutputTrainingHelper as ScheduledOutputTrainingHelper
from headrace.training.contrib.seq2seq.helpers import TrainingHelper as TrainingHelper
from headrace.training.contrib.seq2seq.helpers import _unstack_ta as _unstack_ta
from headrace.training.contrib.seq2seq.draws import bernoulli_sample as bernoulli_sample
from headrace.training.contrib.seq2seq.draws import categorical_sample as categorical_sample

__all__ = [
    "CustomHelper",
    "GreedyEmbeddingHelper",
    "Helper",
    "InferenceHelper",
    "SampleEmbeddingHelper",
    "ScheduledEmbeddingTrainingHelper",
    "ScheduledOutputTrainingHelper",
    "TrainingHelper",
    "_unstack_ta",
    "bernoulli_sample",
    "categorical_sample",
]
