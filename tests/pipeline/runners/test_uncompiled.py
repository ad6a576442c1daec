"""An installation that was to be compiled and was not: said once, with what it costs, where the first pipeline starts."""

import importlib.metadata
import logging
from types import SimpleNamespace

import pytest

import headrace as tf
from headrace.pipeline.runners import uncompiled

FOR_ONE_MACHINE, FOR_ALL = (
    "Root-Is-Purelib: false\nTag: cp311-cp311-linux_x86_64\n",
    "Root-Is-Purelib: true\nTag: py3-none-any\n",
)


def _told(monkeypatch, caplog, wheel, compiled=False):
    """How often it is said by two pipelines."""
    monkeypatch.setattr(uncompiled, "_is_over", False)
    monkeypatch.setattr(uncompiled, "frames", SimpleNamespace(compiled=compiled))
    monkeypatch.setattr(importlib.metadata, "distribution", lambda name: SimpleNamespace(read_text={"WHEEL": wheel}.get))
    for _ in range(2):
        with tf.Graph().as_default():
            assert len(list(tf.train.iterate(tf.train.range_input_producer(3, num_epochs=1).dequeue()))) == 3
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.fixture(autouse=True)
def unset(monkeypatch):
    monkeypatch.delenv("HEADRACE_BUILD", raising=False)


def test_it_is_said_once_with_what_to_do(monkeypatch, caplog):
    (words,) = _told(monkeypatch, caplog, FOR_ONE_MACHINE)
    assert "without a C compiler" in words
    assert "times slower" in words
    assert "pip install" in words


def test_nothing_is_said_of_what_is_compiled(monkeypatch, caplog):
    assert _told(monkeypatch, caplog, FOR_ONE_MACHINE, compiled=True) == []


def test_nothing_is_said_of_what_was_built_pure_on_purpose(monkeypatch, caplog):
    assert _told(monkeypatch, caplog, FOR_ALL) == []


def test_nothing_is_said_to_who_knows(monkeypatch, caplog):
    monkeypatch.setenv("HEADRACE_BUILD", "pure")
    assert _told(monkeypatch, caplog, FOR_ONE_MACHINE) == []
