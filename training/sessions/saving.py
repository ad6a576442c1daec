"""SavingSettings: where a training leaves checkpoints and summaries, and how often."""

from __future__ import annotations

import dataclasses
import os
from typing import Any


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SavingSettings:
    """Directories, and how often something is written to them: in seconds or in steps, never where it is None or 0.

    Without arguments nothing is written.
    """

    checkpoint_dir: Any = None
    checkpoint_basename: str = "model.ckpt"
    checkpoint_secs: float | None = None
    checkpoint_steps: int | None = None
    summary_dir: Any = None
    summaries_secs: float | None = None
    summaries_steps: int | None = None
    log_steps: int | None = None

    @property
    def save_path(self) -> str | None:
        """How the paths of checkpoints begin; None where none are written."""
        return os.path.join(self.checkpoint_dir, self.checkpoint_basename) if self.checkpoint_dir else None

    @property
    def saves_checkpoints(self) -> bool:
        return bool(self.checkpoint_dir) and _happens(self.checkpoint_secs, self.checkpoint_steps)

    @property
    def writes_summaries(self) -> bool:
        return bool(self.summary_dir) and _happens(self.summaries_secs, self.summaries_steps)

    @property
    def counts_steps(self) -> bool:
        return bool(self.summary_dir) and _happens(self.log_steps)


def _happens(*intervals: float | None) -> bool:
    return any(interval is not None and interval > 0 for interval in intervals)


def keeps_pipeline(saver: Any) -> bool:
    """Whether a Saver saves the state of the pipeline; one of the program's own class does not."""
    keeper = getattr(saver, "pipeline_keeper", None)
    return keeper is not None and keeper.is_on
