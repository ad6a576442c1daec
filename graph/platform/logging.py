"""Messages of programs: to the logger "tensorflow", as lines `INFO:tensorflow:message` on stderr.

Source of names, levels and form: tf.logging, TensorFlow 1.15. Unlike there, `flush` works.
"""

from __future__ import annotations

import itertools
import logging
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from logging import DEBUG, ERROR, FATAL, INFO, WARN
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export, export_from
from headrace.formats.forks import renewed

from ..types.likes import TensorLike

export_from("logging", "logging", "DEBUG ERROR FATAL INFO WARN")

__all__ = [
    "DEBUG",
    "ERROR",
    "FATAL",
    "INFO",
    "WARN",
    "TaskLevelStatusMessage",
    "debug",
    "error",
    "fatal",
    "flush",
    "get_logger",
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

_LEVELS_OF_THIS_MODULE = 2
"""How far the caller of `info` and the others is from the logger's own methods."""

_lock = renewed(threading.Lock())
_logger: logging.Logger | None = None  # guarded by _lock
_calls: defaultdict[tuple[str, int], Iterator[int]] = defaultdict(itertools.count)
"""How often each place in a program has called log_every_n or log_first_n."""


@export("get_logger")
def get_logger() -> logging.Logger:
    """The logger "tensorflow". At the first call it gets a handler, unless the program has set up logging itself.

    At a prompt messages go to stdout, from INFO on.

    Returns:
      Python's logger, through which `tf.logging` writes.
    """
    global _logger
    with _lock:
        if _logger is None:
            _logger = logging.getLogger("tensorflow")
            if not logging.getLogger().handlers:
                interactive = hasattr(sys, "ps1") or bool(sys.flags.interactive)
                if interactive:
                    _logger.setLevel(INFO)
                handler = logging.StreamHandler(sys.stdout if interactive else sys.stderr)
                handler.setFormatter(logging.Formatter(logging.BASIC_FORMAT))
                _logger.addHandler(handler)
        return _logger


@export("logging.log", "logging.vlog")
def log(level: int, msg: Any, *args: Any, **kwargs: Any) -> None:
    """Write a message at a level.

    Args:
      level: such as `tf.logging.INFO`.
      msg: the message, into which the further arguments are put by `%`.
    """
    get_logger().log(level, msg, *args, stacklevel=_LEVELS_OF_THIS_MODULE, **kwargs)


@export("logging.debug")
@documented_by(log)
def debug(msg: Any, *args: Any, **kwargs: Any) -> None:
    """Write a message at DEBUG."""
    get_logger().debug(msg, *args, stacklevel=_LEVELS_OF_THIS_MODULE, **kwargs)


@export("logging.info")
@documented_by(log)
def info(msg: Any, *args: Any, **kwargs: Any) -> None:
    """Write a message at INFO."""
    get_logger().info(msg, *args, stacklevel=_LEVELS_OF_THIS_MODULE, **kwargs)


@export("logging.warn", "logging.warning")
@documented_by(log)
def warning(msg: Any, *args: Any, **kwargs: Any) -> None:
    """Write a message at WARN."""
    get_logger().warning(msg, *args, stacklevel=_LEVELS_OF_THIS_MODULE, **kwargs)


@export("logging.error")
@documented_by(log)
def error(msg: Any, *args: Any, **kwargs: Any) -> None:
    """Write a message at ERROR."""
    get_logger().error(msg, *args, stacklevel=_LEVELS_OF_THIS_MODULE, **kwargs)


@export("logging.fatal")
@documented_by(log)
def fatal(msg: Any, *args: Any, **kwargs: Any) -> None:
    """Write a message at FATAL; the program goes on."""
    get_logger().fatal(msg, *args, stacklevel=_LEVELS_OF_THIS_MODULE, **kwargs)


warn = warning
vlog = log


@export("logging.TaskLevelStatusMessage")
def TaskLevelStatusMessage(msg: Any) -> None:
    """Write a message at ERROR.

    Args:
      msg: the message, which nothing is put into.
    """
    get_logger().error(msg, stacklevel=_LEVELS_OF_THIS_MODULE)


@export("logging.log_if")
@documented_by(log)
def log_if(level: int, msg: Any, condition: TensorLike, *args: Any) -> None:
    """Write a message if a condition is true.

    Args:
      condition: anything that is true or false.
    """
    if condition:
        get_logger().log(level, msg, *args, stacklevel=_LEVELS_OF_THIS_MODULE)


@export("logging.log_every_n")
@documented_by(log)
def log_every_n(level: int, msg: Any, n: int, *args: Any) -> None:
    """Write the message of the first call from a line of the program, and from then on of each n-th.

    Args:
      n: an int of at least 1.
    """
    if _calls_before(sys._getframe(1)) % n == 0:
        get_logger().log(level, msg, *args, stacklevel=_LEVELS_OF_THIS_MODULE)


@export("logging.log_first_n")
@documented_by(log)
def log_first_n(level: int, msg: Any, n: int, *args: Any) -> None:
    """Write the messages of the first n calls from a line of the program.

    Args:
      n: an int.
    """
    if _calls_before(sys._getframe(1)) < n:
        get_logger().log(level, msg, *args, stacklevel=_LEVELS_OF_THIS_MODULE)


def _calls_before(frame: Any) -> int:
    return next(_calls[frame.f_code.co_filename, frame.f_lineno])


@export("logging.get_verbosity")
def get_verbosity() -> int:
    """The level from which on messages are written."""
    return get_logger().getEffectiveLevel()


@export("logging.set_verbosity")
def set_verbosity(v: int) -> None:
    """Write messages from a level on.

    Args:
      v: such as `tf.logging.INFO`.
    """
    get_logger().setLevel(v)


@export("logging.flush")
def flush() -> None:
    """Write what is held back."""
    for handler in get_logger().handlers:
        handler.flush()
