"""Ops that measure datasets, and the one that says into what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.graph.core.op import stateful_op
from headrace.graph.core.operation import Operation
from headrace.graph.core.rules.shape import scalar
from headrace.graph.core.traits import RESOURCE
from headrace.graph.types.texts import text_scalar

from ..anew import measured_by
from ..flow.flow import DatasetValue
from ..flow.measured import Measured, Measurements
from .declared import OUTPUTS, Make, dataset_op, plain, python_value
from .stages import ON_INPUT

BYTES_PRODUCED = plain(
    "BytesProducedStatsDataset", f"{ON_INPUT}, tag: string", lambda dataset, tag: Measured(dataset, tag.decode(), False)
)
LATENCY = plain("LatencyStatsDataset", f"{ON_INPUT}, tag: string", lambda dataset, tag: Measured(dataset, tag.decode(), True))

AGGREGATOR = stateful_op(
    "StatsAggregatorHandle",
    "-> handle: resource",
    "container: string = '', shared_name: string = ''",
    traits=RESOURCE,
    shape=scalar,
)


@AGGREGATOR.bind
def _aggregator(op: Operation, session: Any) -> Callable[[], Measurements]:
    key = ("measurements", op.get_attr("container"), op.get_attr("shared_name") or op.name)
    return lambda: session.resource(key, Measurements)


SUMMARY = stateful_op("StatsAggregatorSummary", "iterator: resource -> summary: string", shape=scalar)
SUMMARY.kernel(lambda measurements: text_scalar(measurements.summary()))


@dataset_op(
    "SetStatsAggregatorDataset", f"{ON_INPUT}, stats_aggregator: resource, tag: string, counter_prefix: string", OUTPUTS
)
def SET_AGGREGATOR(op: Operation, session: Any) -> Make:
    def make(dataset: DatasetValue, into: Measurements, tag: Any, counter_prefix: Any) -> DatasetValue:
        return measured_by(dataset, into, python_value(tag).decode())

    return make
