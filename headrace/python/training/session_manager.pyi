"""tf.python.training.session_manager: as far as programs use it. Made by `make names`."""

from headrace.training.sessions.manager import SessionManager as SessionManager

__all__ = [
    "SessionManager",
]
