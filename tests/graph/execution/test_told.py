"""What sessions give and say, held against recordings of TensorFlow 1.15.5 (`golden/sessions`)."""

from __future__ import annotations

import pytest
from support import golden, told

import headrace as tf

RECORDED = {topic: golden.load(f"sessions/{topic}.json") for topic in told.TOPICS}


@pytest.mark.parametrize(("topic", "name"), [(topic, name) for topic in told.TOPICS for name in RECORDED[topic]])
def test_programs_give_what_tensorflow_does(topic, name):
    assert told.run(tf, told.programs(topic)[name]) == RECORDED[topic][name]


@pytest.mark.parametrize("topic", told.TOPICS)
def test_every_program_is_recorded(topic):
    assert list(told.programs(topic)) == list(RECORDED[topic])
