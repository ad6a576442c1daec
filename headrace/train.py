"""tf.train: input pipelines, their threads, training, and the messages of Example files."""

from __future__ import annotations

from headrace.graph.global_step import (
    assert_global_step,
    create_global_step,
    get_global_step,
    get_or_create_global_step,
    global_step,
)
from headrace.pipeline import coordinator
from headrace.pipeline import runner as queue_runner
from headrace.pipeline.batching import (
    batch,
    batch_join,
    maybe_batch,
    maybe_batch_join,
    maybe_shuffle_batch,
    maybe_shuffle_batch_join,
    shuffle_batch,
    shuffle_batch_join,
)
from headrace.pipeline.coordinator import Coordinator
from headrace.pipeline.diagnosis import statistics
from headrace.pipeline.iterate import iterate
from headrace.pipeline.looper import LooperThread
from headrace.pipeline.producers import (
    input_producer,
    limit_epochs,
    match_filenames_once,
    range_input_producer,
    slice_input_producer,
    string_input_producer,
)
from headrace.pipeline.queues import QueueStatistics
from headrace.pipeline.runner import QueueRunner, add_queue_runner, start_queue_runners

from . import _lazy

__all__ = [
    "Coordinator", "LooperThread", "QueueRunner", "QueueStatistics", "add_queue_runner", "assert_global_step", "batch",
    "batch_join", "coordinator", "create_global_step", "get_global_step", "get_or_create_global_step", "global_step",
    "input_producer", "iterate", "limit_epochs", "match_filenames_once", "maybe_batch", "maybe_batch_join",
    "maybe_shuffle_batch", "maybe_shuffle_batch_join", "queue_runner", "range_input_producer", "shuffle_batch",
    "shuffle_batch_join", "slice_input_producer", "start_queue_runners", "statistics", "string_input_producer",
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
        "headrace.graph.graph_files": "write_graph",
        "headrace.graph.metagraph": "export_meta_graph",
        "headrace.graph.metagraph_import": "import_meta_graph",
        "headrace.graph.event_files": "SummaryWriter=FileWriter summary_iterator",
        "headrace.graph.learning_rates": "cosine_decay cosine_decay_restarts exponential_decay inverse_time_decay"
        " linear_cosine_decay natural_exp_decay noisy_linear_cosine_decay piecewise_constant"
        " piecewise_constant_decay=piecewise_constant polynomial_decay",
        "headrace.graph.moving_averages": "ExponentialMovingAverage",
        "headrace.graph.optimizers.adadelta": "AdadeltaOptimizer",
        "headrace.graph.optimizers.adagrad": "AdagradOptimizer",
        "headrace.graph.optimizers.adagrad_da": "AdagradDAOptimizer",
        "headrace.graph.optimizers.adam": "AdamOptimizer",
        "headrace.graph.optimizers.ftrl": "FtrlOptimizer",
        "headrace.graph.optimizers.gradient_descent": "GradientDescentOptimizer",
        "headrace.graph.optimizers.momentum": "MomentumOptimizer",
        "headrace.graph.optimizers.optimizer": "Optimizer",
        "headrace.graph.optimizers.proximal": "ProximalAdagradOptimizer ProximalGradientDescentOptimizer",
        "headrace.graph.optimizers.rms_prop": "RMSPropOptimizer",
        "headrace.pipeline.sessions.hooks_log": "LoggingTensorHook StepCounterHook",
        "headrace.pipeline.sessions.hooks_save": "CheckpointSaverHook CheckpointSaverListener SummarySaverHook",
        "headrace.pipeline.sessions.hooks_stop": "FeedFnHook FinalOpsHook GlobalStepWaiterHook NanLossDuringTrainingError"
        " NanTensorHook StopAtStepHook",
        "headrace.pipeline.sessions.manager": "SessionManager",
        "headrace.pipeline.sessions.monitored": "ChiefSessionCreator MonitoredSession SessionCreator SingularMonitoredSession"
        " WorkerSessionCreator",
        "headrace.pipeline.sessions.run_hooks": "SessionRunArgs SessionRunContext SessionRunHook SessionRunValues",
        "headrace.pipeline.sessions.scaffold": "Scaffold",
        "headrace.pipeline.sessions.steps": "SecondOrStepTimer",
        "headrace.pipeline.sessions.supervisor": "Supervisor",
        "headrace.pipeline.sessions.training": "MonitoredTrainingSession",
    },
)
