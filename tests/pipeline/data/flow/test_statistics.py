"""What is counted of stages."""

from __future__ import annotations

import numpy as np
from support.flows.functions import Function

from headrace.graph.runtime.run_context import FOREVER
from headrace.pipeline.data.flow.batches import Batch
from headrace.pipeline.data.flow.elements import Elements
from headrace.pipeline.data.flow.maps import Map
from headrace.pipeline.data.flow.prefetching import Prefetch
from headrace.pipeline.data.flow.shuffles import Shuffle
from headrace.pipeline.data.flow.sources import Range
from headrace.pipeline.data.flow.statistics import stages_of


def test_each_stage_tells_what_it_has_given():
    dataset = Prefetch(Batch(Shuffle(Map(Range(0, 100, 1), Function(lambda x: [x + np.int64(1)])), 40), 10), 2)
    elements = Elements(dataset.begin(FOREVER))
    for _ in range(10):
        elements.next(FOREVER)
    elements.close()
    stages = stages_of(elements.flow)
    assert [(one.name, one.elements, one.depth) for one in stages] == [
        ("RangeDataset", 100, 4),
        ("MapDataset", 100, 3),
        ("ShuffleDataset", 100, 2),
        ("BatchDataset", 10, 1),
        ("PrefetchDataset", 10, 0),
    ]
    assert all(one.seconds >= 0 for one in stages)


def test_buffers_tell_how_full_they_are():
    flow = Shuffle(Range(0, 100, 1), 40).begin(FOREVER)
    assert stages_of(flow)[-1].fullness == 0
    flow.next(FOREVER, 1)
    assert stages_of(flow)[-1].fullness == 1
    assert stages_of(flow)[0].fullness is None
    flow.close()
