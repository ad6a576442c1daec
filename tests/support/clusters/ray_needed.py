"""The mark of tests that need Ray."""

from __future__ import annotations

import importlib.util

import pytest

needs_ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="needs Ray: pip install headrace[ray]")
