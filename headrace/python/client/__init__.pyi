"""tf.python.client: as far as programs use it. Made by `make names`."""

from headrace.python.client import client_lib as client_lib
from headrace.python.client import device_lib as device_lib
from headrace.python.client import graph_util as graph_util
from headrace.python.client import session as session
from headrace.python.client import timeline as timeline

__all__ = [
    "client_lib",
    "device_lib",
    "graph_util",
    "session",
    "timeline",
]
