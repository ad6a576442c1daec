"""tf.contrib.learn.python.learn.monitors: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn_estimators.monitors.base import BaseMonitor as BaseMonitor
from headrace.training.contrib.learn_estimators.monitors.watching import CaptureVariable as CaptureVariable
from headrace.training.contrib.learn_estimators.monitors.writing import CheckpointSaver as CheckpointSaver
from headrace.training.contrib.learn_estimators.monitors.base import EveryN as EveryN
from headrace.training.contrib.learn_estimators.monitors.watching import GraphDump as GraphDump
from headrace.training.contrib.learn_estimators.monitors.watching import LoggingTrainable as LoggingTrainable
from headrace.training.contrib.learn_estimators.monitors.watching import NanLoss as NanLoss
from headrace.training.sessions.hooks_stop import NanLossDuringTrainingError as NanLossDuringTrainingError
from headrace.training.contrib.learn_estimators.monitors.watching import PrintTensor as PrintTensor
from headrace.training.contrib.learn_estimators.monitors.hooks import RunHookAdapterForMonitors as RunHookAdapterForMonitors
from headrace.formats.proto.event_pb2 import SessionLog as SessionLog
from headrace.training.contrib.learn_estimators.monitors.writing import StepCounter as StepCounter
from headrace.training.contrib.learn_estimators.monitors.watching import StopAtStep as StopAtStep
from headrace.formats.proto.summary_pb2 import Summary as Summary
from headrace.training.contrib.learn_estimators.monitors.writing import SummarySaver as SummarySaver
from headrace.graph.events.writer import FileWriterCache as SummaryWriterCache
from headrace.training.contrib.learn_estimators.monitors.validation import ValidationMonitor as ValidationMonitor
from headrace.training.contrib.learn_estimators.monitors.writing import get_default_monitors as get_default_monitors
from headrace.training.contrib.learn_estimators.monitors.hooks import replace_monitors_with_hooks as replace_monitors_with_hooks

__all__ = [
    "BaseMonitor",
    "CaptureVariable",
    "CheckpointSaver",
    "EveryN",
    "GraphDump",
    "LoggingTrainable",
    "NanLoss",
    "NanLossDuringTrainingError",
    "PrintTensor",
    "RunHookAdapterForMonitors",
    "SessionLog",
    "StepCounter",
    "StopAtStep",
    "Summary",
    "SummarySaver",
    "SummaryWriterCache",
    "ValidationMonitor",
    "get_default_monitors",
    "replace_monitors_with_hooks",
]
