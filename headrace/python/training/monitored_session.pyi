"""tf.python.training.monitored_session: as far as programs use it. Made by `make names`."""

from headrace.training.sessions.monitored import ChiefSessionCreator as ChiefSessionCreator
from headrace.training.sessions.monitored import MonitoredSession as MonitoredSession
from headrace.training.sessions.scaffold import Scaffold as Scaffold
from headrace.training.sessions.monitored import SessionCreator as SessionCreator
from headrace.training.sessions.monitored import SingularMonitoredSession as SingularMonitoredSession
from headrace.training.sessions.monitored import WorkerSessionCreator as WorkerSessionCreator
from headrace.train import MonitoredTrainingSession as MonitoredTrainingSession

__all__ = [
    "ChiefSessionCreator",
    "MonitoredSession",
    "MonitoredTrainingSession",
    "Scaffold",
    "SessionCreator",
    "SingularMonitoredSession",
    "WorkerSessionCreator",
]
