"""tf.logging: messages of a program. Made by `make names`."""

from logging import DEBUG as DEBUG
from logging import ERROR as ERROR
from logging import FATAL as FATAL
from logging import INFO as INFO
from headrace.graph.platform.logging import TaskLevelStatusMessage as TaskLevelStatusMessage
from logging import WARN as WARN
from headrace.graph.platform.logging import flush as flush
from headrace.graph.platform.logging import get_logger as get_logger
from headrace.graph.platform.logging import get_verbosity as get_verbosity
from headrace.graph.platform.logging import log as log
from headrace.graph.platform.logging import set_verbosity as set_verbosity
from headrace.graph.platform.logging import log as vlog
from headrace.logging import warn as warning
from headrace.graph.types.likes import TensorLike as _TensorLike
from typing import Any as _Any

def debug(
    msg: _Any,
    *args: _Any,
    **kwargs: _Any,
) -> None:
    """Write a message at DEBUG.

    Args:
      msg: the message, into which the further arguments are put by `%`.
    """

def error(
    msg: _Any,
    *args: _Any,
    **kwargs: _Any,
) -> None:
    """Write a message at ERROR.

    Args:
      msg: the message, into which the further arguments are put by `%`.
    """

def fatal(
    msg: _Any,
    *args: _Any,
    **kwargs: _Any,
) -> None:
    """Write a message at FATAL; the program goes on.

    Args:
      msg: the message, into which the further arguments are put by `%`.
    """

def info(
    msg: _Any,
    *args: _Any,
    **kwargs: _Any,
) -> None:
    """Write a message at INFO.

    Args:
      msg: the message, into which the further arguments are put by `%`.
    """

def log_every_n(
    level: int,
    msg: _Any,
    n: int,
    *args: _Any,
) -> None:
    """Write the message of the first call from a line of the program, and from then on of each n-th.

    Args:
      level: such as `tf.logging.INFO`.
      msg: the message, into which the further arguments are put by `%`.
      n: an int of at least 1.
    """

def log_first_n(
    level: int,
    msg: _Any,
    n: int,
    *args: _Any,
) -> None:
    """Write the messages of the first n calls from a line of the program.

    Args:
      level: such as `tf.logging.INFO`.
      msg: the message, into which the further arguments are put by `%`.
      n: an int.
    """

def log_if(
    level: int,
    msg: _Any,
    condition: _TensorLike,
    *args: _Any,
) -> None:
    """Write a message if a condition is true.

    Args:
      level: such as `tf.logging.INFO`.
      msg: the message, into which the further arguments are put by `%`.
      condition: anything that is true or false.
    """

def warn(
    msg: _Any,
    *args: _Any,
    **kwargs: _Any,
) -> None:
    """Write a message at WARN.

    Args:
      msg: the message, into which the further arguments are put by `%`.
    """

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
