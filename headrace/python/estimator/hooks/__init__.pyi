"""tf.python.estimator.hooks: as far as programs use it. Made by `make names`."""

from headrace.python.estimator.hooks import basic_session_run_hooks as basic_session_run_hooks
from headrace.python.estimator.hooks import hooks as hooks
from headrace.python.estimator.hooks import session_run_hook as session_run_hook

__all__ = [
    "basic_session_run_hooks",
    "hooks",
    "session_run_hook",
]
