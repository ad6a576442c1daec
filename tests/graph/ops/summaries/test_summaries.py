"""Summary ops: names, tags, bytes, collections, held against what TensorFlow wrote."""

from __future__ import annotations

import numpy as np
import pytest
from support import golden

from headrace.formats.proto import summary_pb2
from headrace.graph.core.constants import constant
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.ops.summaries import scalar
from headrace.graph.types import errors

HISTOGRAMS = golden.load("events/histograms.json")
NAMES = golden.load("events/summary_names.json")


@pytest.fixture(autouse=True)
def graph():
    with Graph().as_default() as graph:
        yield graph


def run(fetch):
    return Session().run(fetch)


def parsed(fetch):
    return summary_pb2.Summary.FromString(run(fetch))


@pytest.mark.parametrize("name", HISTOGRAMS)
def test_histograms_are_tensorflows_byte_for_byte(name):
    case = HISTOGRAMS[name]
    values = np.array([float(x) for x in case["input"]["values"]]).astype(case["input"]["dtype"])
    summary = scalar.histogram("h", constant(values))
    if "error" in case:
        with pytest.raises(errors.InvalidArgumentError, match=case["error"]["message"]):
            run(summary)
    else:
        assert run(summary) == bytes.fromhex(case["summary_hex"])


@pytest.mark.parametrize("name", NAMES)
def test_names_and_tags_are_tensorflows(name, graph):
    expected = NAMES[name]
    if "error" in expected:
        with pytest.raises(ValueError, match="is not a valid root scope name"):
            scalar.scalar(name, 1.0)
        return
    made = [scalar.scalar(name, 1.0), scalar.scalar(name, 1.0)]
    with graph.name_scope("sc"):
        made.append(scalar.scalar(name, 1.0))
    assert [[s.name, parsed(s).value[0].tag] for s in made] == expected


def test_a_scalar_of_zero_is_written(graph):
    value = parsed(scalar.scalar("loss", 0.0)).value[0]
    assert value.HasField("simple_value")
    assert value.simple_value == 0
    assert [op.name for op in graph.get_operations()] == ["loss/tags", "loss/values", "loss"]


def test_family_stands_before_the_tag():
    summary = scalar.scalar("v", 1.0, family="fam")
    assert (summary.name, parsed(summary).value[0].tag) == ("fam/v:0", "fam/fam/v")


def test_a_scalar_of_a_vector_is_an_error():
    with pytest.raises(errors.InvalidArgumentError, match=r"not the same shape: \[\] != \[2\] \(tag 'v'\)"):
        run(scalar.scalar("v", [1.0, 2.0]))


def test_merge_all_takes_what_is_in_the_collection(graph):
    assert scalar.merge_all() is None
    a, b = scalar.scalar("a", 1.0), scalar.scalar("b", 2.0)
    aside = scalar.scalar("c", 3.0, collections=["mine"])
    assert graph.get_collection("summaries") == [a, b]
    assert graph.get_collection("mine") == [aside]
    merged = scalar.merge_all()
    assert merged.op.name == "Merge/MergeSummary"
    assert [(v.tag, v.simple_value) for v in parsed(merged).value] == [("a", 1), ("b", 2)]


def test_merging_the_same_tag_twice_is_an_error():
    a = scalar.scalar("dup", 1.0)
    with pytest.raises(errors.InvalidArgumentError, match="Duplicate tag dup found in summary inputs"):
        run(scalar.merge([a, a]))


def test_merging_what_is_no_summary_is_an_error():
    with pytest.raises(errors.InvalidArgumentError, match="Could not parse one of the summary inputs"):
        run(scalar.merge([constant(b"q")]))
    with pytest.raises(ValueError, match="shorter than minimum length 1"):
        scalar.merge([])


def test_old_functions_take_explicit_tags():
    summary = scalar.scalar_summary(["x", "y"], [1.0, 2.0])
    assert [(v.tag, v.simple_value) for v in parsed(summary).value] == [("x", 1), ("y", 2)]
    assert parsed(scalar.merge_all_summaries()) == parsed(summary)
