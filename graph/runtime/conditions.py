"""Condition: waiting that Ctrl-C at any moment leaves whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

new_lock: Callable[[], Any] = threading.Lock
"""Makes the locks of queues, waits and those who run them; looked up for each, so that tests can drive threads step by step."""
new_rlock: Callable[[], Any] = threading.RLock

_SIGNAL_SECONDS = 0.5


def longest_wait() -> float | None:
    """Seconds that this thread may wait at a stretch; None: no limit.

    Python hears Ctrl-C in the main thread only, and one that comes on the way into a wait is heard at its end.
    """
    return _SIGNAL_SECONDS if threading.current_thread() is threading.main_thread() else None


class Condition:
    """What threads wait on that need a lock's state to change, as `threading.Condition` has it.

    Unlike there, an exception of a signal's handler that comes on the way into a wait or out of it finds the lock held
    again, and one that comes while others are woken can be followed by another `notify_all`. CPython looks for signals
    after calls, at the beginnings of functions and at the ends of loops: what stands between two of these is whole, and
    `with lock` is, but neither `with condition` nor a call of `acquire` is.

    Args:
      lock: a re-entrant lock; a new one if None. To hold it, write `with condition.lock`.
    """

    def __init__(self, lock: Any = None) -> None:
        self.lock: Any = new_rlock() if lock is None else lock
        self._gates: list[Any] = []  # guarded by lock: a closed lock for each thread that waits

    def wait(self, timeout: float | None = None) -> None:
        """Give the lock up, wait to be notified, `timeout` seconds at most, and hold the lock again."""
        lock, gate, held = self.lock, new_lock(), None
        gate.acquire()
        try:
            self._gates.append(gate)
            held = lock._release_save()
            gate.acquire(True, -1 if timeout is None else timeout)
            lock._acquire_restore(held)
            self._gates.remove(gate)
        except BaseException:
            if not lock._is_owned():
                lock._acquire_restore(held) if held is not None else lock.acquire()
            if gate in self._gates:
                self._gates.remove(gate)
            raise

    def notify_all(self) -> None:
        """Wake all who wait. The lock must be held."""
        for gate in tuple(self._gates):
            if gate.locked():
                gate.release()
