"""tf.python.training.training: as far as programs use it. Made by `make names`."""

from headrace.training.optimizers.adadelta import AdadeltaOptimizer as AdadeltaOptimizer
from headrace.training.optimizers.adagrad_da import AdagradDAOptimizer as AdagradDAOptimizer
from headrace.training.optimizers.adagrad import AdagradOptimizer as AdagradOptimizer
from headrace.training.optimizers.adam import AdamOptimizer as AdamOptimizer
from headrace.formats.proto.example_pb2 import BytesList as BytesList
from headrace.training.sessions.hooks_save import CheckpointSaverHook as CheckpointSaverHook
from headrace.training.sessions.hooks_save import CheckpointSaverListener as CheckpointSaverListener
from headrace.training.sessions.monitored import ChiefSessionCreator as ChiefSessionCreator
from headrace.formats.proto.config_pb2 import ClusterDef as ClusterDef
from headrace.graph.devices.cluster import ClusterSpec as ClusterSpec
from headrace.pipeline.runners.coordinator import Coordinator as Coordinator
from headrace.formats.proto.example_pb2 import Example as Example
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
from headrace.training.sessions.monitored import SingularMonitoredSession as SingularMonitoredSession
from headrace.training.sessions.hooks_log import StepCounterHook as StepCounterHook
from headrace.training.sessions.hooks_stop import StopAtStepHook as StopAtStepHook
from headrace.training.sessions.hooks_save import SummarySaverHook as SummarySaverHook
from headrace.graph.events.writer import FileWriter as SummaryWriter
from headrace.graph.events.writer import FileWriterCache as SummaryWriterCache
from headrace.training.sessions.supervisor import Supervisor as Supervisor
from headrace.training.steps.sync_replicas import SyncReplicasOptimizer as SyncReplicasOptimizer
from headrace.training.estimators.warm_start import VocabInfo as VocabInfo
from headrace.training.sessions.monitored import WorkerSessionCreator as WorkerSessionCreator
from headrace.pipeline.runners.queue_runner import add_queue_runner as add_queue_runner
from headrace.graph.variables.global_step import assert_global_step as assert_global_step
from headrace.training.steps.basic_train_loop import basic_train_loop as basic_train_loop
from headrace.pipeline.inputs.batching import batch as batch
from headrace.graph.checkpoints.management import checkpoint_exists as checkpoint_exists
from headrace.graph.variables.global_step import create_global_step as create_global_step
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
from headrace.graph.checkpoints.management import latest_checkpoint as latest_checkpoint
from headrace.pipeline.inputs.producers import limit_epochs as limit_epochs
from headrace.graph.checkpoints.reader import list_variables as list_variables
from headrace.graph.checkpoints.reader import load_checkpoint as load_checkpoint
from headrace.graph.checkpoints.reader import load_variable as load_variable
from headrace.pipeline.inputs.producers import match_filenames_once as match_filenames_once
from headrace.training.schedules import piecewise_constant as piecewise_constant
from headrace.graph.devices.replica import replica_device_setter as replica_device_setter
from headrace.pipeline.runners.queue_runner import start_queue_runners as start_queue_runners
from headrace.graph.events.writer import summary_iterator as summary_iterator
from headrace.training.estimators.warm_start import warm_start as warm_start
from headrace.graph.graphdef.files import write_graph as write_graph
from headrace.train import MonitoredTrainingSession as MonitoredTrainingSession
from headrace import batch_join as batch_join
from headrace.train import cosine_decay as cosine_decay
from headrace.train import cosine_decay_restarts as cosine_decay_restarts
from headrace.train import inverse_time_decay as inverse_time_decay
from headrace.train import linear_cosine_decay as linear_cosine_decay
from headrace.train import maybe_batch as maybe_batch
from headrace.train import maybe_batch_join as maybe_batch_join
from headrace.train import maybe_shuffle_batch as maybe_shuffle_batch
from headrace.train import maybe_shuffle_batch_join as maybe_shuffle_batch_join
from headrace.train import natural_exp_decay as natural_exp_decay
from headrace.train import noisy_linear_cosine_decay as noisy_linear_cosine_decay
from headrace.train import polynomial_decay as polynomial_decay
from headrace import range_input_producer as range_input_producer
from headrace import shuffle_batch as shuffle_batch
from headrace import shuffle_batch_join as shuffle_batch_join
from headrace import slice_input_producer as slice_input_producer
from headrace import string_input_producer as string_input_producer
from headrace.train import update_checkpoint_state as update_checkpoint_state

__all__ = [
    "AdadeltaOptimizer",
    "AdagradDAOptimizer",
    "AdagradOptimizer",
    "AdamOptimizer",
    "BytesList",
    "CheckpointSaverHook",
    "CheckpointSaverListener",
    "ChiefSessionCreator",
    "ClusterDef",
    "ClusterSpec",
    "Coordinator",
    "Example",
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
    "SingularMonitoredSession",
    "StepCounterHook",
    "StopAtStepHook",
    "SummarySaverHook",
    "SummaryWriter",
    "SummaryWriterCache",
    "Supervisor",
    "SyncReplicasOptimizer",
    "VocabInfo",
    "WorkerSessionCreator",
    "add_queue_runner",
    "assert_global_step",
    "basic_train_loop",
    "batch",
    "batch_join",
    "checkpoint_exists",
    "cosine_decay",
    "cosine_decay_restarts",
    "create_global_step",
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
    "natural_exp_decay",
    "noisy_linear_cosine_decay",
    "piecewise_constant",
    "polynomial_decay",
    "range_input_producer",
    "replica_device_setter",
    "shuffle_batch",
    "shuffle_batch_join",
    "slice_input_producer",
    "start_queue_runners",
    "string_input_producer",
    "summary_iterator",
    "update_checkpoint_state",
    "warm_start",
    "write_graph",
]
