"""tf.python.client.session: as far as programs use it. Made by `make names`."""

from headrace.graph.execution.interactive_session import InteractiveSession as InteractiveSession
from headrace.graph.execution.session import Session as Session

__all__ = [
    "InteractiveSession",
    "Session",
]
