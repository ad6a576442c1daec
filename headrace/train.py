"""tf.train: input pipelines, their threads, training, and the messages of Example files."""

from __future__ import annotations

from headrace.pipeline.diagnosis.diagnosis import statistics
from headrace.pipeline.inputs.batching import (
    batch,
    batch_join,
    maybe_batch,
    maybe_batch_join,
    maybe_shuffle_batch,
    maybe_shuffle_batch_join,
    shuffle_batch,
    shuffle_batch_join,
)
from headrace.pipeline.inputs.producers import (
    input_producer,
    limit_epochs,
    match_filenames_once,
    range_input_producer,
    slice_input_producer,
    string_input_producer,
)
from headrace.pipeline.queues import QueueStatistics
from headrace.pipeline.runners import coordinator
from headrace.pipeline.runners import queue_runner as queue_runner
from headrace.pipeline.runners.coordinator import Coordinator
from headrace.pipeline.runners.iterate import iterate
from headrace.pipeline.runners.looper import LooperThread
from headrace.pipeline.runners.queue_runner import QueueRunner, add_queue_runner, start_queue_runners

from . import _lazy

__all__ = [
    "Coordinator",
    "LooperThread",
    "QueueRunner",
    "QueueStatistics",
    "add_queue_runner",
    "batch",
    "batch_join",
    "coordinator",
    "input_producer",
    "iterate",
    "limit_epochs",
    "match_filenames_once",
    "maybe_batch",
    "maybe_batch_join",
    "maybe_shuffle_batch",
    "maybe_shuffle_batch_join",
    "queue_runner",
    "range_input_producer",
    "shuffle_batch",
    "shuffle_batch_join",
    "slice_input_producer",
    "start_queue_runners",
    "statistics",
    "string_input_producer",
]

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.formats.proto.example_pb2": "BytesList Example Feature FeatureList FeatureLists Features FloatList Int64List"
        " SequenceExample",
        "headrace.formats.proto.queue_runner_pb2": "QueueRunnerDef",
        "headrace.formats.proto.saver_pb2": "SaverDef",
        "headrace.graph.checkpoints.initializing": "init_from_checkpoint",
        "headrace.graph.checkpoints.management": "checkpoint_exists generate_checkpoint_state_proto get_checkpoint_mtimes"
        " get_checkpoint_state latest_checkpoint remove_checkpoint update_checkpoint_state",
        "headrace.graph.checkpoints.reader": "NewCheckpointReader checkpoints_iterator list_variables load_checkpoint"
        " load_variable",
        "headrace.graph.checkpoints.saver": "Saver",
        "headrace.graph.graphdef.files": "write_graph",
        "headrace.graph.checkpoints.meta_graph": "export_meta_graph",
        "headrace.graph.checkpoints.import_meta_graph": "import_meta_graph",
        "headrace.graph.variables.global_step": "assert_global_step create_global_step get_global_step"
        " get_or_create_global_step global_step",
        "headrace.graph.events.writer": "SummaryWriter=FileWriter summary_iterator",
        "headrace.training.schedules": "cosine_decay cosine_decay_restarts exponential_decay inverse_time_decay"
        " linear_cosine_decay natural_exp_decay noisy_linear_cosine_decay piecewise_constant"
        " piecewise_constant_decay=piecewise_constant polynomial_decay",
        "headrace.training.moving_averages": "ExponentialMovingAverage",
        "headrace.training.optimizers.adadelta": "AdadeltaOptimizer",
        "headrace.training.optimizers.adagrad": "AdagradOptimizer",
        "headrace.training.optimizers.adagrad_da": "AdagradDAOptimizer",
        "headrace.training.optimizers.adam": "AdamOptimizer",
        "headrace.training.optimizers.ftrl": "FtrlOptimizer",
        "headrace.training.optimizers.gradient_descent": "GradientDescentOptimizer",
        "headrace.training.optimizers.momentum": "MomentumOptimizer",
        "headrace.training.optimizers.optimizer": "Optimizer",
        "headrace.training.optimizers.proximal": "ProximalAdagradOptimizer ProximalGradientDescentOptimizer",
        "headrace.training.optimizers.rms_prop": "RMSPropOptimizer",
        "headrace.training.sessions.hooks_log": "LoggingTensorHook StepCounterHook",
        "headrace.training.sessions.hooks_save": "CheckpointSaverHook CheckpointSaverListener SummarySaverHook",
        "headrace.training.sessions.hooks_stop": "FeedFnHook FinalOpsHook GlobalStepWaiterHook NanLossDuringTrainingError"
        " NanTensorHook StopAtStepHook",
        "headrace.training.sessions.manager": "SessionManager",
        "headrace.training.sessions.monitored": "ChiefSessionCreator MonitoredSession SessionCreator SingularMonitoredSession"
        " WorkerSessionCreator",
        "headrace.training.sessions.run_hooks": "SessionRunArgs SessionRunContext SessionRunHook SessionRunValues",
        "headrace.training.sessions.scaffold": "Scaffold",
        "headrace.training.sessions.timers": "SecondOrStepTimer",
        "headrace.training.sessions.supervisor": "Supervisor",
        "headrace.training.sessions.training": "MonitoredTrainingSession",
    },
)
