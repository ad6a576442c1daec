"""tf.python.training.basic_session_run_hooks: as far as programs use it. Made by `make names`."""

from headrace.training.sessions.hooks_save import CheckpointSaverHook as CheckpointSaverHook
from headrace.training.sessions.hooks_save import CheckpointSaverListener as CheckpointSaverListener
from headrace.training.sessions.hooks_stop import FeedFnHook as FeedFnHook
from headrace.training.sessions.hooks_stop import FinalOpsHook as FinalOpsHook
from headrace.training.sessions.hooks_stop import GlobalStepWaiterHook as GlobalStepWaiterHook
from headrace.training.sessions.hooks_log import LoggingTensorHook as LoggingTensorHook
from headrace.training.sessions.hooks_stop import NanLossDuringTrainingError as NanLossDuringTrainingError
from headrace.training.sessions.hooks_stop import NanTensorHook as NanTensorHook
from headrace.training.sessions.timers import NeverTriggerTimer as NeverTriggerTimer
from headrace.training.steps.profiler_hook import ProfilerHook as ProfilerHook
from headrace.training.sessions.timers import SecondOrStepTimer as SecondOrStepTimer
from headrace.formats.proto.event_pb2 import SessionLog as SessionLog
from headrace.training.sessions.run_hooks import SessionRunArgs as SessionRunArgs
from headrace.training.sessions.hooks_log import StepCounterHook as StepCounterHook
from headrace.training.sessions.hooks_stop import StopAtStepHook as StopAtStepHook
from headrace.formats.proto.summary_pb2 import Summary as Summary
from headrace.training.sessions.hooks_save import SummarySaverHook as SummarySaverHook
from headrace.graph.events.writer import FileWriterCache as SummaryWriterCache

__all__ = [
    "CheckpointSaverHook",
    "CheckpointSaverListener",
    "FeedFnHook",
    "FinalOpsHook",
    "GlobalStepWaiterHook",
    "LoggingTensorHook",
    "NanLossDuringTrainingError",
    "NanTensorHook",
    "NeverTriggerTimer",
    "ProfilerHook",
    "SecondOrStepTimer",
    "SessionLog",
    "SessionRunArgs",
    "StepCounterHook",
    "StopAtStepHook",
    "Summary",
    "SummarySaverHook",
    "SummaryWriterCache",
]
