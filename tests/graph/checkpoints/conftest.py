"""Each test has a graph of its own, a session on it where it asks for one, and a directory."""

from __future__ import annotations

import pytest

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


@pytest.fixture
def session(graph):
    with tf.Session(graph=graph) as session:
        yield session


@pytest.fixture
def directory(tmp_path, monkeypatch):
    """A directory that is the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
