"""tf.contrib.legacy_seq2seq: values, gradients, names of variables and refusals are TensorFlow's."""

from __future__ import annotations

import pytest
from support import recorded

import headrace as tf


@pytest.mark.parametrize("name", recorded.names("legacy"))
def test_it_is_as_in_tensorflow(name):
    recorded.hold(tf, "legacy", name)


def test_old_paths_lead_to_it():
    from headrace.contrib.legacy_seq2seq.python.ops import seq2seq
    from headrace.models.rnn import seq2seq as oldest
    from headrace.python.ops import seq2seq as older

    for module in (seq2seq, older, oldest, tf.nn.seq2seq):
        assert module.model_with_buckets is tf.contrib.legacy_seq2seq.model_with_buckets
