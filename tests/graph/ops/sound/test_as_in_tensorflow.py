"""Programs that read and write WAV files give what TensorFlow 1.15 gave."""

from __future__ import annotations

import pytest
from support.compared import Recorded

import headrace as tf

RECORDED = Recorded(__file__, "wav_programs", "feature_programs")


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_with_wav_files(name):
    RECORDED.hold(tf, name)
