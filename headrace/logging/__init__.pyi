"""tf.logging: messages of a program. Made by `make names`."""

from logging import DEBUG as DEBUG
from logging import ERROR as ERROR
from logging import FATAL as FATAL
from logging import INFO as INFO
from headrace.graph.platform.logging import TaskLevelStatusMessage as TaskLevelStatusMessage
from logging import WARN as WARN
from headrace.graph.platform.logging import debug as debug
from headrace.graph.platform.logging import error as error
from headrace.graph.platform.logging import fatal as fatal
from headrace.graph.platform.logging import flush as flush
from headrace.graph.platform.logging import get_verbosity as get_verbosity
from headrace.graph.platform.logging import info as info
from headrace.graph.platform.logging import log as log
from headrace.graph.platform.logging import log_every_n as log_every_n
from headrace.graph.platform.logging import log_first_n as log_first_n
from headrace.graph.platform.logging import log_if as log_if
from headrace.graph.platform.logging import set_verbosity as set_verbosity
from headrace.graph.platform.logging import log as vlog
from headrace.graph.platform.logging import warning as warn
from headrace.graph.platform.logging import warning as warning

__all__ = [
    "DEBUG",
    "ERROR",
    "FATAL",
    "INFO",
    "TaskLevelStatusMessage",
    "WARN",
    "debug",
    "error",
    "fatal",
    "flush",
    "get_verbosity",
    "info",
    "log",
    "log_every_n",
    "log_first_n",
    "log_if",
    "set_verbosity",
    "vlog",
    "warn",
    "warning",
]
