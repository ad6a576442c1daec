"""Whether sessions say where operations are, where their configuration does not say whether."""

from __future__ import annotations

from dataclasses import dataclass

from headrace.formats.exports import export


@dataclass
class _Setting:
    is_on: bool = False


_SETTING = _Setting()


@export("debugging.get_log_device_placement")
def get_log_device_placement() -> bool:
    """Whether new sessions without a configuration say on which device each operation is."""
    return _SETTING.is_on


@export("debugging.set_log_device_placement")
def set_log_device_placement(enabled: bool) -> None:
    """Choose whether new sessions without a configuration say on which device each operation is.

    Args:
      enabled: whether they do. A session with a configuration does what its `log_device_placement` says.
    """
    _SETTING.is_on = bool(enabled)
