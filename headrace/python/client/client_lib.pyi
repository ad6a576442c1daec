"""tf.python.client.client_lib: as far as programs use it. Made by `make names`."""

from headrace.graph.execution.interactive_session import InteractiveSession as InteractiveSession
from headrace.formats.errors import OpError as OpError
from headrace.graph.execution.session import Session as Session
from headrace.graph.core.default_stacks import get_default_session as get_default_session

__all__ = [
    "InteractiveSession",
    "OpError",
    "Session",
    "get_default_session",
]
