"""What the layers above do for a session: the face says where it stands (`headrace/__init__.py`)."""

from __future__ import annotations

import importlib
from typing import Any

HOMES: dict[str, str] = {}
"""By names that code below asks for: the module and the function, with a dot between."""


def above(name: str) -> Any:
    """The function of a layer above that has that name; its module is imported now."""
    module, _, own = HOMES[name].rpartition(".")
    return getattr(importlib.import_module(module), own)


class Watched:
    """A session that can be looked into."""

    def diagnose(self) -> Any:
        """Who waits for whom just now: queues, queue runners, threads, and the sentence that explains a stall.

        Returns:
          a Diagnosis, which prints; see `tf.train.diagnose`.
        """
        return above("diagnose")(self)
