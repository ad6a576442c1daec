"""Says once what it costs that an installation was to be compiled and was not: pip shows nothing of what a build says."""

from __future__ import annotations

import importlib.metadata
import logging
import os

from headrace.formats.tfrecord import _frames_cy as frames

_log = logging.getLogger("headrace")
_is_over = False


def tell_once() -> None:
    """Warn of it where the first pipeline of a process starts. `HEADRACE_BUILD=pure` in the environment keeps it quiet."""
    global _is_over
    if _is_over:
        return
    _is_over = True
    if not frames.compiled and os.environ.get("HEADRACE_BUILD") != "pure" and _was_to_be_compiled():
        _log.warning(
            "headrace was installed without a C compiler and reads 5 to 12 times slower: install one, then headrace again "
            "(pip install --force-reinstall --no-cache-dir). HEADRACE_BUILD=pure in the environment keeps this from being said."
        )


def _was_to_be_compiled() -> bool:
    """Whether it is installed as something for one kind of machine; what was built pure on purpose serves all."""
    try:
        told = importlib.metadata.distribution("headrace").read_text("WHEEL") or ""
    except importlib.metadata.PackageNotFoundError:
        return False
    return "Root-Is-Purelib: false" in told
