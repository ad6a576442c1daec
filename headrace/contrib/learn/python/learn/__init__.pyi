"""tf.contrib.learn.python.learn: as far as programs use it. Made by `make names`."""

from headrace.contrib.learn import datasets as datasets
from headrace.contrib.learn.python.learn import estimators as estimators
from headrace.contrib.learn.python.learn import graph_actions as graph_actions
from headrace.contrib.learn.python.learn import learn_io as learn_io
from headrace.contrib.learn.python.learn import monitored_session as monitored_session
from headrace.contrib.learn.python.learn import monitors as monitors
from headrace.contrib.learn.python.learn import session_run_hook as session_run_hook
from headrace.contrib.learn.python.learn import summary_writer_cache as summary_writer_cache

__all__ = [
    "datasets",
    "estimators",
    "graph_actions",
    "learn_io",
    "monitored_session",
    "monitors",
    "session_run_hook",
    "summary_writer_cache",
]
