"""What Python 2's names, operators and classes were."""

from __future__ import annotations

from .. import lazily

__getattr__ = lazily(__name__)
