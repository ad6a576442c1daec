"""tf.contrib.legacy_seq2seq: encoders and decoders over lists of inputs. Made by `make names`."""

from headrace.training.rnn.linear import _Linear as Linear
from headrace.training.contrib.legacy_seq2seq.decoders import _extract_argmax_and_embed as _extract_argmax_and_embed
from headrace.training.contrib.legacy_seq2seq.attention import attention_decoder as attention_decoder
from headrace.training.contrib.legacy_seq2seq.decoders import basic_rnn_seq2seq as basic_rnn_seq2seq
from headrace.training.contrib.legacy_seq2seq.attention import embedding_attention_decoder as embedding_attention_decoder
from headrace.training.contrib.legacy_seq2seq.models import embedding_attention_seq2seq as embedding_attention_seq2seq
from headrace.training.contrib.legacy_seq2seq.decoders import embedding_rnn_decoder as embedding_rnn_decoder
from headrace.training.contrib.legacy_seq2seq.models import embedding_rnn_seq2seq as embedding_rnn_seq2seq
from headrace.training.contrib.legacy_seq2seq.models import embedding_tied_rnn_seq2seq as embedding_tied_rnn_seq2seq
from headrace.training.rnn.linear import _linear as linear
from headrace.training.contrib.legacy_seq2seq.models import model_with_buckets as model_with_buckets
from headrace.training.contrib.legacy_seq2seq.models import one2many_rnn_seq2seq as one2many_rnn_seq2seq
from headrace.contrib.legacy_seq2seq import python as python
from headrace.training.contrib.legacy_seq2seq.decoders import rnn_decoder as rnn_decoder
from headrace.training.contrib.legacy_seq2seq.losses import sequence_loss as sequence_loss
from headrace.training.contrib.legacy_seq2seq.losses import sequence_loss_by_example as sequence_loss_by_example
from headrace.graph.ops.arrays.shape_queries import shape as shape
from headrace.training.contrib.legacy_seq2seq.decoders import tied_rnn_seq2seq as tied_rnn_seq2seq

__all__ = [
    "_extract_argmax_and_embed",
    "attention_decoder",
    "basic_rnn_seq2seq",
    "embedding_attention_decoder",
    "embedding_attention_seq2seq",
    "embedding_rnn_decoder",
    "embedding_rnn_seq2seq",
    "embedding_tied_rnn_seq2seq",
    "model_with_buckets",
    "one2many_rnn_seq2seq",
    "rnn_decoder",
    "sequence_loss",
    "sequence_loss_by_example",
    "tied_rnn_seq2seq",
]
