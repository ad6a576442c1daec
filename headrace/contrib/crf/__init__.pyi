"""tf.contrib.crf: conditional random fields over sequences of tags. Made by `make names`."""

from headrace.training.contrib.crf import CrfDecodeBackwardRnnCell as CrfDecodeBackwardRnnCell
from headrace.training.contrib.crf import CrfDecodeForwardRnnCell as CrfDecodeForwardRnnCell
from headrace.training.contrib.crf import CrfForwardRnnCell as CrfForwardRnnCell
from headrace.training.contrib.crf import crf_binary_score as crf_binary_score
from headrace.training.contrib.crf import crf_decode as crf_decode
from headrace.training.contrib.crf import crf_log_likelihood as crf_log_likelihood
from headrace.training.contrib.crf import crf_log_norm as crf_log_norm
from headrace.training.contrib.crf import crf_multitag_sequence_score as crf_multitag_sequence_score
from headrace.training.contrib.crf import crf_sequence_score as crf_sequence_score
from headrace.training.contrib.crf import crf_unary_score as crf_unary_score
from headrace.contrib.crf import python as python
from headrace.training.contrib.crf import viterbi_decode as viterbi_decode

__all__ = [
    "CrfDecodeBackwardRnnCell",
    "CrfDecodeForwardRnnCell",
    "CrfForwardRnnCell",
    "crf_binary_score",
    "crf_decode",
    "crf_log_likelihood",
    "crf_log_norm",
    "crf_multitag_sequence_score",
    "crf_sequence_score",
    "crf_unary_score",
    "viterbi_decode",
]
