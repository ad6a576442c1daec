"""The sessions of this process that are open."""

from __future__ import annotations

import weakref
from typing import Any

OPEN: weakref.WeakSet[Any] = weakref.WeakSet()
