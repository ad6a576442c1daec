"""tf.python.training.session_run_hook: as far as programs use it. Made by `make names`."""

from headrace.training.sessions.run_hooks import SessionRunArgs as SessionRunArgs
from headrace.training.sessions.run_hooks import SessionRunContext as SessionRunContext
from headrace.training.sessions.run_hooks import SessionRunHook as SessionRunHook
from headrace.training.sessions.run_hooks import SessionRunValues as SessionRunValues

__all__ = [
    "SessionRunArgs",
    "SessionRunContext",
    "SessionRunHook",
    "SessionRunValues",
]
