"""tf.contrib.training: batches of records of about the same length; waiting for checkpoints. Made by `make names`."""

from headrace.pipeline.runners.feeding import FeedingQueueRunner as FeedingQueueRunner
from headrace.graph.devices.replica import GreedyLoadBalancingStrategy as GreedyLoadBalancingStrategy
from headrace.training.contrib.training_tools.hparams import HParams as HParams
from headrace.training.contrib.training_tools.state_saver import NextQueuedSequenceBatch as NextQueuedSequenceBatch
from headrace.training.contrib.training_tools.hparam_texts import PARAM_RE as PARAM_RE
from headrace.graph.devices.replica import RandomStrategy as RandomStrategy
from headrace.training.contrib.training_tools.state_saver import SequenceQueueingStateSaver as SequenceQueueingStateSaver
from headrace.training.contrib.training_loops.evaluation import StopAfterNEvalsHook as StopAfterNEvalsHook
from headrace.training.contrib.training_loops.evaluation import SummaryAtEndHook as SummaryAtEndHook
from headrace.training.contrib.training_tools.sequences import batch_sequences_with_states as batch_sequences_with_states
from headrace.pipeline.inputs.bucketing import bucket as bucket
from headrace.graph.devices.replica import byte_size_load_fn as byte_size_load_fn
from headrace.graph.checkpoints.reader import checkpoints_iterator as checkpoints_iterator
from headrace.training.contrib.training import clip_gradient_norms as clip_gradient_norms
from headrace.training.contrib.training import clip_gradient_norms_fn as clip_gradient_norms_fn
from headrace.training.contrib.training import create_train_op as create_train_op
from headrace.training.contrib.training_loops.evaluation import evaluate_once as evaluate_once
from headrace.training.contrib.training_loops.evaluation import evaluate_repeatedly as evaluate_repeatedly
from headrace.training.contrib.training_loops.evaluation import get_or_create_eval_step as get_or_create_eval_step
from headrace.contrib.training import hparam_pb2 as hparam_pb2
from headrace.graph.platform.all_util import make_all as make_all
from headrace.training.contrib.training import multiply_gradients as multiply_gradients
from headrace.training.contrib.training_tools.hparam_texts import parse_values as parse_values
from headrace.contrib.training import python as python
from headrace.training.contrib.training_tools.sampling import rejection_sample as rejection_sample
from headrace.training.contrib.training_tools.resample import resample_at_rate as resample_at_rate
from headrace.training.contrib.training_tools.sampling import stratified_sample as stratified_sample
from headrace.training.contrib.training_loops.train import train as train
from headrace.graph.checkpoints.reader import wait_for_new_checkpoint as wait_for_new_checkpoint
from headrace.training.contrib.training_tools.resample import weighted_resample as weighted_resample
from collections.abc import Iterable as _Iterable
from collections.abc import Sequence as _Sequence
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike
from typing import Any as _Any

def add_gradients_summaries(
    grads_and_vars: _Iterable[tuple[_Any, _Any]],
) -> list[_Tensor]:
    """Summaries of each gradient: how its elements are distributed, and its norm, as `variable_gradient` and so on.

    Args:
      grads_and_vars: pairs (gradient or None, variable), as `Optimizer.compute_gradients` gives them.

    Returns:
      a list of serialized Summaries.
    """

def bucket_by_sequence_length(
    input_length: _Any,
    tensors: _Any,
    batch_size: _Any,
    bucket_boundaries: _Sequence[int],
    num_threads: int = 1,
    capacity: int = 32,
    bucket_capacities: _Sequence[int] | None = None,
    shapes: _Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    keep_input: _TensorLike = True,
    shared_name: str | None = None,
    name: str | None = None,
) -> tuple[_Tensor, _Any]:
    """Make batches of sequences of similar length.

    Args:
      input_length: int32 scalar: the length of the element.
      tensors: list, tuple or dict of tensors: one element.
      batch_size: elements per batch, an int or a list of one for each bucket.
      bucket_boundaries: increasing lengths; bucket 0 takes lengths below the first, the last one those from the last on.
      num_threads: threads that run the program of `tensors`.
      capacity: batches that the final queue holds.
      bucket_capacities: elements that each bucket holds; `capacity` by default.
      shapes, dynamic_pad, allow_smaller_final_batch: as of `tf.train.batch`.
      keep_input: bool scalar: whether the element goes anywhere.
      shared_name: of the final queue; the queue of bucket k has it with `_k` behind.

    Returns:
      (int32 vector: the lengths of the sequences in the batch, the batch in the structure of `tensors`); unlike
      those of `bucket`, a list of one tensor gives a list.

    Raises:
      TypeError: the boundaries are no list or tuple, or one of them is not an int.
      ValueError: no boundaries, or they do not increase.
    """

__all__ = [
    "FeedingQueueRunner",
    "GreedyLoadBalancingStrategy",
    "HParams",
    "NextQueuedSequenceBatch",
    "PARAM_RE",
    "RandomStrategy",
    "SequenceQueueingStateSaver",
    "StopAfterNEvalsHook",
    "SummaryAtEndHook",
    "add_gradients_summaries",
    "batch_sequences_with_states",
    "bucket",
    "bucket_by_sequence_length",
    "byte_size_load_fn",
    "checkpoints_iterator",
    "clip_gradient_norms",
    "clip_gradient_norms_fn",
    "create_train_op",
    "evaluate_once",
    "evaluate_repeatedly",
    "get_or_create_eval_step",
    "multiply_gradients",
    "parse_values",
    "rejection_sample",
    "resample_at_rate",
    "stratified_sample",
    "train",
    "wait_for_new_checkpoint",
    "weighted_resample",
]
