"""tf.python.training.supervisor: as far as programs use it. Made by `make names`."""

from headrace.training.sessions.supervisor_threads import SVStepCounterThread as SVStepCounterThread
from headrace.training.sessions.supervisor_threads import SVSummaryThread as SVSummaryThread
from headrace.training.sessions.supervisor_threads import SVTimerCheckpointThread as SVTimerCheckpointThread
from headrace.formats.proto.event_pb2 import SessionLog as SessionLog
from headrace.formats.proto.summary_pb2 import Summary as Summary
from headrace.training.sessions.supervisor import Supervisor as Supervisor

__all__ = [
    "SVStepCounterThread",
    "SVSummaryThread",
    "SVTimerCheckpointThread",
    "SessionLog",
    "Summary",
    "Supervisor",
]
