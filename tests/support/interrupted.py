"""Programs that Ctrl-C is to end, each in a process of its own, which says "now" when it is to come."""

from __future__ import annotations

import signal
import subprocess
import sys

PATIENCE = 50


def interrupted(program: str) -> str:
    """What a program writes beside "now" that Ctrl-C ends with KeyboardInterrupt."""
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        first = child.stdout.readline()
        child.send_signal(signal.SIGINT)
        out, said = child.communicate(timeout=PATIENCE)
    finally:
        child.kill()
        child.wait()
    assert first == "now\n", said
    assert said.splitlines()[-1].startswith("KeyboardInterrupt"), said
    assert child.returncode == -signal.SIGINT
    return out
