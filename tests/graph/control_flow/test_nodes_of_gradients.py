"""The nodes of gradients, op by op, with sizes that are known when the graph is built and with none: TensorFlow 1.15's."""

from __future__ import annotations

import gzip
import json
import warnings

import pytest
from support.golden import DIRECTORY
from support.loops.answers import nodes_of
from support.loops.derived import OTHERWISE, PROGRAMS

import headrace as tf
from headrace.formats.old_forms import OldFormWarning

RECORDED = dict(map(json.loads, gzip.decompress((DIRECTORY / "control_flow" / "derived.jsonl.gz").read_bytes()).splitlines()))
GROUPS = sorted({name.split(":")[0] for name in RECORDED})


def _made(name):
    with warnings.catch_warnings(), tf.Graph().as_default() as graph:
        warnings.simplefilter("ignore", OldFormWarning)
        PROGRAMS[name](tf)
        return nodes_of(graph)


def _excused(name):
    return [part for part in OTHERWISE if part in name]


@pytest.mark.parametrize("group", GROUPS)
def test_nodes_are_tensorflows(group):
    for name in RECORDED:
        if name.startswith(f"{group}:") and not _excused(name):
            found, expected = _made(name), RECORDED[name]
            assert [node for node in found if node not in expected] == [node for node in expected if node not in found] == [], (
                name
            )
            assert len(found) == len(expected)


def test_what_is_said_to_be_otherwise_is():
    for part in OTHERWISE:
        assert any(_made(name) != RECORDED[name] for name in RECORDED if part in name), part


def test_most_programs_are_compared():
    assert len(RECORDED) >= 840
    assert sum(not _excused(name) for name in RECORDED) >= 730
