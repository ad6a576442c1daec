"""tf.train: input pipelines, their threads, training, and the messages of Example files. Made by `make names`."""

from headrace.training.optimizers.adadelta import AdadeltaOptimizer as AdadeltaOptimizer
from headrace.training.optimizers.adagrad_da import AdagradDAOptimizer as AdagradDAOptimizer
from headrace.training.optimizers.adagrad import AdagradOptimizer as AdagradOptimizer
from headrace.training.optimizers.adam import AdamOptimizer as AdamOptimizer
from headrace.pipeline.bad_records.policy import BadRecords as BadRecords
from headrace.formats.proto.example_pb2 import BytesList as BytesList
from headrace.training.sessions.hooks_save import CheckpointSaverHook as CheckpointSaverHook
from headrace.training.sessions.hooks_save import CheckpointSaverListener as CheckpointSaverListener
from headrace.training.sessions.monitored import ChiefSessionCreator as ChiefSessionCreator
from headrace.formats.proto.config_pb2 import ClusterDef as ClusterDef
from headrace.graph.devices.cluster import ClusterSpec as ClusterSpec
from headrace.pipeline.runners.coordinator import Coordinator as Coordinator
from headrace.pipeline.watching.diagnosis import Diagnosis as Diagnosis
from headrace.formats.proto.example_pb2 import Example as Example
from headrace.pipeline.watching.explanation import Explanation as Explanation
from headrace.training.moving_averages import ExponentialMovingAverage as ExponentialMovingAverage
from headrace.formats.proto.example_pb2 import Feature as Feature
from headrace.formats.proto.example_pb2 import FeatureList as FeatureList
from headrace.formats.proto.example_pb2 import FeatureLists as FeatureLists
from headrace.formats.proto.example_pb2 import Features as Features
from headrace.training.sessions.hooks_stop import FeedFnHook as FeedFnHook
from headrace.training.sessions.hooks_stop import FinalOpsHook as FinalOpsHook
from headrace.formats.proto.example_pb2 import FloatList as FloatList
from headrace.training.optimizers.ftrl import FtrlOptimizer as FtrlOptimizer
from headrace.training.sessions.hooks_stop import GlobalStepWaiterHook as GlobalStepWaiterHook
from headrace.training.optimizers.gradient_descent import GradientDescentOptimizer as GradientDescentOptimizer
from headrace.formats.proto.example_pb2 import Int64List as Int64List
from headrace.pipeline.data.statistics.iterators import IteratorStatistics as IteratorStatistics
from headrace.formats.proto.config_pb2 import JobDef as JobDef
from headrace.training.sessions.hooks_log import LoggingTensorHook as LoggingTensorHook
from headrace.pipeline.runners.looper import LooperThread as LooperThread
from headrace.training.optimizers.momentum import MomentumOptimizer as MomentumOptimizer
from headrace.training.sessions.monitored import MonitoredSession as MonitoredSession
from headrace.training.sessions.hooks_stop import NanLossDuringTrainingError as NanLossDuringTrainingError
from headrace.training.sessions.hooks_stop import NanTensorHook as NanTensorHook
from headrace.graph.checkpoints.reader import CheckpointReader as NewCheckpointReader
from headrace.training.optimizers.optimizer import Optimizer as Optimizer
from headrace.training.steps.profiler_hook import ProfilerHook as ProfilerHook
from headrace.training.optimizers.proximal import ProximalAdagradOptimizer as ProximalAdagradOptimizer
from headrace.training.optimizers.proximal import ProximalGradientDescentOptimizer as ProximalGradientDescentOptimizer
from headrace.pipeline.runners.queue_runner import QueueRunner as QueueRunner
from headrace.formats.proto.queue_runner_pb2 import QueueRunnerDef as QueueRunnerDef
from headrace.pipeline.queues.statistics import QueueStatistics as QueueStatistics
from headrace.training.optimizers.rms_prop import RMSPropOptimizer as RMSPropOptimizer
from headrace.graph.checkpoints.saver import Saver as Saver
from headrace.formats.proto.saver_pb2 import SaverDef as SaverDef
from headrace.training.sessions.scaffold import Scaffold as Scaffold
from headrace.training.sessions.timers import SecondOrStepTimer as SecondOrStepTimer
from headrace.formats.proto.example_pb2 import SequenceExample as SequenceExample
from headrace.cluster.server import Server as Server
from headrace.formats.proto.server_pb2 import ServerDef as ServerDef
from headrace.training.sessions.monitored import SessionCreator as SessionCreator
from headrace.training.sessions.manager import SessionManager as SessionManager
from headrace.training.sessions.run_hooks import SessionRunArgs as SessionRunArgs
from headrace.training.sessions.run_hooks import SessionRunContext as SessionRunContext
from headrace.training.sessions.run_hooks import SessionRunHook as SessionRunHook
from headrace.training.sessions.run_hooks import SessionRunValues as SessionRunValues
from headrace.pipeline.queues.mixing import ShuffleReport as ShuffleReport
from headrace.training.sessions.monitored import SingularMonitoredSession as SingularMonitoredSession
from headrace.training.sessions.hooks_log import StepCounterHook as StepCounterHook
from headrace.training.sessions.hooks_stop import StopAtStepHook as StopAtStepHook
from headrace.training.sessions.hooks_save import SummarySaverHook as SummarySaverHook
from headrace.graph.events.writer import FileWriter as SummaryWriter
from headrace.graph.events.writer import FileWriterCache as SummaryWriterCache
from headrace.training.sessions.supervisor import Supervisor as Supervisor
from headrace.training.steps.sync_replicas import SyncReplicasOptimizer as SyncReplicasOptimizer
from headrace.training.steps.sync_replicas import SyncReplicasOptimizer as SyncReplicasOptimizerV2
from headrace.training.estimators.warm_start import VocabInfo as VocabInfo
from headrace.pipeline.watching.watch import Watch as Watch
from headrace.training.sessions.monitored import WorkerSessionCreator as WorkerSessionCreator
from headrace.pipeline.runners.queue_runner import add_queue_runner as add_queue_runner
from headrace.graph.variables.global_step import assert_global_step as assert_global_step
from headrace.pipeline.bad_records.policy import bad_records as bad_records
from headrace.training.steps.basic_train_loop import basic_train_loop as basic_train_loop
from headrace.pipeline.inputs.batching import batch as batch
from headrace.pipeline.queues.memory_limits import capacity_bytes as capacity_bytes
from headrace.graph.checkpoints.management import checkpoint_exists as checkpoint_exists
from headrace.graph.checkpoints.reader import checkpoints_iterator as checkpoints_iterator
from headrace.pipeline.runners import coordinator as coordinator
from headrace.graph.variables.global_step import create_global_step as create_global_step
from headrace.pipeline.runners.deterministic import deterministic as deterministic
from headrace.pipeline.watching.diagnosis import diagnose as diagnose
from headrace.pipeline.runners.epochs import epochs as epochs
from headrace.pipeline.watching.explanation import explain as explain
from headrace.training.schedules import exponential_decay as exponential_decay
from headrace.graph.checkpoints.meta_graph import export_meta_graph as export_meta_graph
from headrace.graph.checkpoints.management import generate_checkpoint_state_proto as generate_checkpoint_state_proto
from headrace.graph.checkpoints.management import get_checkpoint_mtimes as get_checkpoint_mtimes
from headrace.graph.checkpoints.management import get_checkpoint_state as get_checkpoint_state
from headrace.graph.variables.global_step import get_global_step as get_global_step
from headrace.graph.variables.global_step import get_or_create_global_step as get_or_create_global_step
from headrace.graph.variables.global_step import global_step as global_step
from headrace.graph.checkpoints.import_meta_graph import import_meta_graph as import_meta_graph
from headrace.graph.checkpoints.initializing import init_from_checkpoint as init_from_checkpoint
from headrace.pipeline.inputs.producers import input_producer as input_producer
from headrace.pipeline.runners.iterate import iterate as iterate
from headrace.graph.checkpoints.management import latest_checkpoint as latest_checkpoint
from headrace.pipeline.inputs.producers import limit_epochs as limit_epochs
from headrace.graph.checkpoints.reader import list_variables as list_variables
from headrace.graph.checkpoints.reader import load_checkpoint as load_checkpoint
from headrace.graph.checkpoints.reader import load_variable as load_variable
from headrace.pipeline.inputs.producers import match_filenames_once as match_filenames_once
from headrace.pipeline.queues.memory_limits import memory_budget as memory_budget
from headrace.training.schedules import piecewise_constant as piecewise_constant
from headrace.training.schedules import piecewise_constant as piecewise_constant_decay
from headrace.pipeline.resume.taking import take_state as pipeline_state
from headrace.pipeline.runners import queue_runner as queue_runner
from headrace.graph.checkpoints.management import remove_checkpoint as remove_checkpoint
from headrace.graph.devices.replica import replica_device_setter as replica_device_setter
from headrace.pipeline.resume.restoring import restore_state as restore_pipeline_state
from headrace.pipeline.inputs.shard import shard as shard
from headrace.pipeline.watching.shuffling import shuffle_report as shuffle_report
from headrace.pipeline.runners.queue_runner import start_queue_runners as start_queue_runners
from headrace.pipeline.watching.statistics import statistics as statistics
from headrace.graph.events.writer import summary_iterator as summary_iterator
from headrace.training.estimators.warm_start import warm_start as warm_start
from headrace.pipeline.watching.watch import watch as watch
from headrace.graph.graphdef.files import write_graph as write_graph
from headrace import batch_join as batch_join
from headrace import range_input_producer as range_input_producer
from headrace import shuffle_batch as shuffle_batch
from headrace import shuffle_batch_join as shuffle_batch_join
from headrace import slice_input_producer as slice_input_producer
from headrace import string_input_producer as string_input_producer
from collections.abc import Sequence as _Sequence
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import NumberLike as _NumberLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.pipeline.inputs.batch_queue import Size as _Size
from headrace.training.sessions.monitored import MonitoredSession as _MonitoredSession
from headrace.training.sessions.run_hooks import SessionRunHook as _SessionRunHook
from headrace.training.sessions.scaffold import Scaffold as _Scaffold
from headrace.training.sessions.training import USE_DEFAULT as _USE_DEFAULT
from typing import Any as _Any

def MonitoredTrainingSession(
    master: str = '',
    is_chief: bool = True,
    checkpoint_dir: _Any = None,
    scaffold: _Scaffold | None = None,
    hooks: _Sequence[_SessionRunHook] | None = None,
    chief_only_hooks: _Sequence[_SessionRunHook] | None = None,
    save_checkpoint_secs: float | None = _USE_DEFAULT,
    save_summaries_steps: int | None = _USE_DEFAULT,
    save_summaries_secs: float | None = _USE_DEFAULT,
    config: _Any = None,
    stop_grace_period_secs: float = 120,
    log_step_count_steps: int | None = 100,
    max_wait_secs: float = 7200,
    save_checkpoint_steps: int | None = _USE_DEFAULT,
    summary_dir: _Any = None,
    *,
    resume_pipeline: bool = False,
) -> _MonitoredSession:
    """A MonitoredSession for training: goes on from the last checkpoint, saves, counts steps, writes summaries.

    >>> step = tf.train.get_or_create_global_step()
    >>> count = tf.assign_add(step, 1)
    >>> with tf.train.MonitoredTrainingSession(hooks=[tf.train.StopAtStepHook(last_step=3)]) as sess:
    ...     while not sess.should_stop():
    ...         print(sess.run(count))
    1
    2
    3

    Args:
      master: the `target` of the session.
      is_chief: False: wait for a model that somebody else initializes, and write nothing.
      checkpoint_dir: the directory of checkpoints; None: nothing is restored or saved.
      scaffold: the operations around the training; a new Scaffold by default.
      hooks: a list of SessionRunHooks; None for none.
      chief_only_hooks: more of them, which only the chief has.
      save_checkpoint_secs, save_checkpoint_steps: how often to save, by default every 600 seconds; None or 0: not so.
      save_summaries_steps, save_summaries_secs: how often to write summaries, by default every 100 steps; None or 0: not so.
      config: a ConfigProto; None for the default.
      stop_grace_period_secs: how long threads may go on once they are to stop.
      log_step_count_steps: how often to log and write the steps a second.
      max_wait_secs: how long to wait where it is not the chief.
      summary_dir: the directory of event files, by default `checkpoint_dir`.
      resume_pipeline: save and restore what the queue runners move, too, so that it goes on in the middle of an epoch; else
        epochs begin anew. See `Saver`.

    Returns:
      a MonitoredSession.
    """

def cosine_decay(
    learning_rate: _NumberLike,
    global_step: _TensorLike,
    decay_steps: _NumberLike,
    alpha: _Any = 0.0,
    name: str | None = None,
) -> _Tensor:
    """learning_rate * ((1 - alpha) * (1 + cos(pi * done)) / 2 + alpha), where done is global_step / decay_steps, at most 1.

    Args:
      learning_rate: the rate at first, a number or scalar tensor of a floating type.
      global_step: integer scalar, the steps taken.
      decay_steps: number or scalar, after how many steps the end is reached.
      alpha: the part of the rate that is left in the end, a number or scalar.

    Returns:
      a scalar in the type of `learning_rate`, computed anew from `global_step` in each run.

    Raises:
      ValueError: `global_step` is None.

    Source:
      Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2016.
    """

def cosine_decay_restarts(
    learning_rate: _NumberLike,
    global_step: _TensorLike,
    first_decay_steps: _Any,
    t_mul: _Any = 2.0,
    m_mul: _Any = 1.0,
    alpha: _TensorLike = 0.0,
    name: str | None = None,
) -> _Tensor:
    """As `cosine_decay`, but each time the end is reached it starts again.

    Args:
      learning_rate: the rate at first, a number or scalar tensor of a floating type.
      global_step: integer scalar, the steps taken.
      first_decay_steps: steps of the first period, a number or scalar.
      t_mul: each period has so many times as many steps as the one before.
      m_mul: each period starts at so many times the rate at which the one before started.
      alpha: the part of the rate that is left in the end, a number or scalar.

    Returns:
      a scalar in the type of `learning_rate`, computed anew from `global_step` in each run.

    Raises:
      ValueError: `global_step` is None.

    Source:
      Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2016.
    """

def inverse_time_decay(
    learning_rate: _NumberLike,
    global_step: _TensorLike,
    decay_steps: _NumberLike,
    decay_rate: _NumberLike,
    staircase: bool = False,
    name: str | None = None,
) -> _Tensor:
    """learning_rate / (1 + decay_rate * global_step / decay_steps).

    Args:
      learning_rate: the rate at first, a number or scalar tensor of a floating type.
      global_step: integer scalar, the steps taken.
      decay_steps: number or scalar, after how many steps `decay_rate` is added once.
      decay_rate: number or scalar.
      staircase: fall every `decay_steps` steps only: the quotient is rounded down.

    Returns:
      a scalar in the type of `learning_rate`, computed anew from `global_step` in each run.

    Raises:
      ValueError: `global_step` is None.
    """

def linear_cosine_decay(
    learning_rate: _NumberLike,
    global_step: _TensorLike,
    decay_steps: _NumberLike,
    num_periods: _Any = 0.5,
    alpha: _TensorLike = 0.0,
    beta: _TensorLike = 0.001,
    name: str | None = None,
) -> _Tensor:
    """learning_rate * ((alpha + 1 - done) * (1 + cos(2 * pi * num_periods * done)) / 2 + beta).

    `done` is min(global_step / decay_steps, 1).

    Args:
      learning_rate: the rate at first, a number or scalar tensor of a floating type.
      global_step: integer scalar, the steps taken.
      decay_steps: number or scalar, after how many steps the end is reached.
      num_periods: periods of the cosine within `decay_steps`, a number or scalar.
      alpha, beta: numbers or scalars, see the formula.

    Returns:
      a scalar in the type of `learning_rate`, computed anew from `global_step` in each run.

    Raises:
      ValueError: `global_step` is None.

    Source:
      Bello et al., "Neural Optimizer Search with Reinforcement Learning", 2017, appendix.
    """

def maybe_batch(
    tensors: _Any,
    keep_input: _TensorLike,
    batch_size: _Size,
    num_threads: int = 1,
    capacity: int = 32,
    enqueue_many: bool = False,
    shapes: _Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
    *,
    input_workers: int | None = None,
) -> _Any:
    """`batch` of the elements for which `keep_input` is true.

    Args:
      tensors: list, tuple or dict of tensors (SparseTensors among them), or one; component i has shape `s_i`.
      keep_input: bool scalar, or with `enqueue_many` also a vector with one for each element.
      batch_size: elements per batch.
      num_threads: threads that run the program of `tensors`; with more than one the order is not kept.
      capacity: most elements the queue holds (elements, not batches).
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      dynamic_pad: let unknown dimensions differ from element to element; a batch is padded to its largest.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.
      input_workers: how many processes of Ray run the program of `tensors`, in place of threads of this one; see the page
        "More than one process". None: threads do.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or there are no tensors; with `input_workers`, another process cannot run the program.
      OutOfRangeError: (when run) fewer than batch_size elements are left.
    """

def maybe_batch_join(
    tensors_list: _Sequence[_Any],
    keep_input: _TensorLike,
    batch_size: _Size,
    capacity: int = 32,
    enqueue_many: bool = False,
    shapes: _Any = None,
    dynamic_pad: bool = False,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
    *,
    input_workers: int | None = None,
) -> _Any:
    """`batch_join` of the elements for which `keep_input` is true.

    Args:
      tensors_list: one structure of tensors per program, all alike.
      keep_input: bool scalar, or with `enqueue_many` also a vector with one for each element.
      batch_size: elements per batch.
      capacity: most elements the queue holds (elements, not batches).
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      dynamic_pad: let unknown dimensions differ from element to element; a batch is padded to its largest.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.
      input_workers: how many processes of Ray run the program of `tensors`, in place of threads of this one; see the page
        "More than one process". None: threads do.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or there are no tensors; with `input_workers`, another process cannot run the program.
      OutOfRangeError: (when run) fewer than batch_size elements are left.
    """

def maybe_shuffle_batch(
    tensors: _Any,
    batch_size: _Size,
    capacity: int,
    min_after_dequeue: int,
    keep_input: _TensorLike,
    num_threads: int = 1,
    seed: int | None = None,
    enqueue_many: bool = False,
    shapes: _Any = None,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
    *,
    input_workers: int | None = None,
) -> _Any:
    """`shuffle_batch` of the elements for which `keep_input` is true.

    Args:
      tensors: list, tuple or dict of tensors, or one; component i has shape `s_i`, fully known.
      batch_size: elements per batch.
      capacity: most elements the queue holds (elements, not batches).
      min_after_dequeue: elements left behind by each draw, `< capacity`; more means better mixing, a slower start and
        more memory.
      keep_input: bool scalar, or with `enqueue_many` also a vector with one for each element.
      num_threads: threads that run the program of `tensors`; with more than one the order is not kept.
      seed: of the drawing.
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.
      input_workers: how many processes of Ray run the program of `tensors`, in place of threads of this one; see the page
        "More than one process". None: threads do.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or min_after_dequeue >= capacity.
      OutOfRangeError: (when run) fewer than batch_size elements are left.
    """

def maybe_shuffle_batch_join(
    tensors_list: _Sequence[_Any],
    batch_size: _Size,
    capacity: int,
    min_after_dequeue: int,
    keep_input: _TensorLike,
    seed: int | None = None,
    enqueue_many: bool = False,
    shapes: _Any = None,
    allow_smaller_final_batch: bool = False,
    shared_name: str | None = None,
    name: str | None = None,
    *,
    input_workers: int | None = None,
) -> _Any:
    """`shuffle_batch_join` of the elements for which `keep_input` is true.

    Args:
      tensors_list: one structure of tensors per program, all alike.
      batch_size: elements per batch.
      capacity: most elements the queue holds (elements, not batches).
      min_after_dequeue: elements left behind by each draw, `< capacity`; more means better mixing, a slower start and
        more memory.
      keep_input: bool scalar, or with `enqueue_many` also a vector with one for each element.
      seed: of the drawing.
      enqueue_many: the tensors hold several elements each, along their first axis.
      shapes: the components' shapes, where they are not known.
      allow_smaller_final_batch: let the last batch be smaller instead of leaving it out.
      shared_name: of the queue.
      input_workers: how many processes of Ray run the program of `tensors`, in place of threads of this one; see the page
        "More than one process". None: threads do.

    Returns:
      the same structure, of shapes `[batch_size] + s_i`, dtypes as given.

    Raises:
      ValueError: a shape is unknown, or min_after_dequeue >= capacity.
      OutOfRangeError: (when run) fewer than batch_size elements are left.
    """

def natural_exp_decay(
    learning_rate: _NumberLike,
    global_step: _TensorLike,
    decay_steps: _NumberLike,
    decay_rate: _NumberLike,
    staircase: bool = False,
    name: str | None = None,
) -> _Tensor:
    """learning_rate * exp(-decay_rate * global_step / decay_steps).

    Args:
      learning_rate: the rate at first, a number or scalar tensor of a floating type.
      global_step: integer scalar, the steps taken.
      decay_steps: number or scalar, after how many steps the exponent is `decay_rate`.
      decay_rate: number or scalar.
      staircase: fall every `decay_steps` steps only: the quotient is rounded down.

    Returns:
      a scalar in the type of `learning_rate`, computed anew from `global_step` in each run.

    Raises:
      ValueError: `global_step` is None.
    """

def noisy_linear_cosine_decay(
    learning_rate: _NumberLike,
    global_step: _TensorLike,
    decay_steps: _NumberLike,
    initial_variance: _Any = 1.0,
    variance_decay: _Any = 0.55,
    num_periods: _Any = 0.5,
    alpha: _TensorLike = 0.0,
    beta: _TensorLike = 0.001,
    name: str | None = None,
) -> _Tensor:
    """As `linear_cosine_decay`, with noise added to the part that is left, 1 - done.

    Args:
      learning_rate: the rate at first, a number or scalar tensor of a floating type.
      global_step: integer scalar, the steps taken.
      decay_steps: number or scalar, after how many steps the end is reached.
      initial_variance: the variance of the noise at first, a number or scalar.
      variance_decay: the variance is divided by (1 + global_step) ** this.
      num_periods: periods of the cosine within `decay_steps`, a number or scalar.
      alpha, beta: numbers or scalars, see the formula.

    Returns:
      a scalar in the type of `learning_rate`, computed anew from `global_step` in each run.

    Raises:
      ValueError: `global_step` is None.

    Source:
      Bello et al., "Neural Optimizer Search with Reinforcement Learning", 2017, appendix.
    """

def polynomial_decay(
    learning_rate: _NumberLike,
    global_step: _TensorLike,
    decay_steps: _NumberLike,
    end_learning_rate: _NumberLike = 0.0001,
    power: _NumberLike = 1.0,
    cycle: bool = False,
    name: str | None = None,
) -> _Tensor:
    """(learning_rate - end_learning_rate) * (1 - global_step / decay_steps) ** power + end_learning_rate.

    Args:
      learning_rate: the rate at first, a number or scalar tensor of a floating type.
      global_step: integer scalar, the steps taken.
      decay_steps: number or scalar, after how many steps the end is reached.
      end_learning_rate: what is reached after `decay_steps` steps and stays.
      power: number or scalar; 1.0 for a straight line.
      cycle: rise again when the end is reached, and fall over the double, threefold, ... number of steps instead.

    Returns:
      a scalar in the type of `learning_rate`, computed anew from `global_step` in each run.

    Raises:
      ValueError: `global_step` is None.
    """

def update_checkpoint_state(
    save_dir: _Any,
    model_checkpoint_path: str,
    all_model_checkpoint_paths: _Sequence[str] | None = None,
    latest_filename: str | None = None,
    all_model_checkpoint_timestamps: _Sequence[float] | None = None,
    last_preserved_timestamp: float | None = None,
    *,
    save_relative_paths: bool = False,
) -> None:
    """Write the file `checkpoint` of a directory; it is the old one or the new one at every moment.

    Args:
      save_dir: the directory in which it is to be; where it is a relative path, relative paths are counted from it.
      model_checkpoint_path: the latest checkpoint.
      all_model_checkpoint_paths: all of them, from oldest to newest; the latest is added where it is not the last.
      latest_filename: another name for it.
      all_model_checkpoint_timestamps: when they were made, in seconds since 1970.
      last_preserved_timestamp: when the last one was made that is to be kept for good.
      save_relative_paths: write paths as they are seen from the directory, so that it can be moved.

    Returns:
      A CheckpointState.

    Raises:
      RuntimeError: the checkpoint has the name of this file.
      ValueError: not as many timestamps as paths.
    """

__all__ = [
    "AdadeltaOptimizer",
    "AdagradDAOptimizer",
    "AdagradOptimizer",
    "AdamOptimizer",
    "BadRecords",
    "BytesList",
    "CheckpointSaverHook",
    "CheckpointSaverListener",
    "ChiefSessionCreator",
    "ClusterDef",
    "ClusterSpec",
    "Coordinator",
    "Diagnosis",
    "Example",
    "Explanation",
    "ExponentialMovingAverage",
    "Feature",
    "FeatureList",
    "FeatureLists",
    "Features",
    "FeedFnHook",
    "FinalOpsHook",
    "FloatList",
    "FtrlOptimizer",
    "GlobalStepWaiterHook",
    "GradientDescentOptimizer",
    "Int64List",
    "IteratorStatistics",
    "JobDef",
    "LoggingTensorHook",
    "LooperThread",
    "MomentumOptimizer",
    "MonitoredSession",
    "MonitoredTrainingSession",
    "NanLossDuringTrainingError",
    "NanTensorHook",
    "NewCheckpointReader",
    "Optimizer",
    "ProfilerHook",
    "ProximalAdagradOptimizer",
    "ProximalGradientDescentOptimizer",
    "QueueRunner",
    "QueueRunnerDef",
    "QueueStatistics",
    "RMSPropOptimizer",
    "Saver",
    "SaverDef",
    "Scaffold",
    "SecondOrStepTimer",
    "SequenceExample",
    "Server",
    "ServerDef",
    "SessionCreator",
    "SessionManager",
    "SessionRunArgs",
    "SessionRunContext",
    "SessionRunHook",
    "SessionRunValues",
    "ShuffleReport",
    "SingularMonitoredSession",
    "StepCounterHook",
    "StopAtStepHook",
    "SummarySaverHook",
    "SummaryWriter",
    "SummaryWriterCache",
    "Supervisor",
    "SyncReplicasOptimizer",
    "SyncReplicasOptimizerV2",
    "VocabInfo",
    "Watch",
    "WorkerSessionCreator",
    "add_queue_runner",
    "assert_global_step",
    "bad_records",
    "basic_train_loop",
    "batch",
    "batch_join",
    "capacity_bytes",
    "checkpoint_exists",
    "checkpoints_iterator",
    "coordinator",
    "cosine_decay",
    "cosine_decay_restarts",
    "create_global_step",
    "deterministic",
    "diagnose",
    "epochs",
    "explain",
    "exponential_decay",
    "export_meta_graph",
    "generate_checkpoint_state_proto",
    "get_checkpoint_mtimes",
    "get_checkpoint_state",
    "get_global_step",
    "get_or_create_global_step",
    "global_step",
    "import_meta_graph",
    "init_from_checkpoint",
    "input_producer",
    "inverse_time_decay",
    "iterate",
    "latest_checkpoint",
    "limit_epochs",
    "linear_cosine_decay",
    "list_variables",
    "load_checkpoint",
    "load_variable",
    "match_filenames_once",
    "maybe_batch",
    "maybe_batch_join",
    "maybe_shuffle_batch",
    "maybe_shuffle_batch_join",
    "memory_budget",
    "natural_exp_decay",
    "noisy_linear_cosine_decay",
    "piecewise_constant",
    "piecewise_constant_decay",
    "pipeline_state",
    "polynomial_decay",
    "queue_runner",
    "range_input_producer",
    "remove_checkpoint",
    "replica_device_setter",
    "restore_pipeline_state",
    "shard",
    "shuffle_batch",
    "shuffle_batch_join",
    "shuffle_report",
    "slice_input_producer",
    "start_queue_runners",
    "statistics",
    "string_input_producer",
    "summary_iterator",
    "update_checkpoint_state",
    "warm_start",
    "watch",
    "write_graph",
]
