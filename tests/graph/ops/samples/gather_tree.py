"""Samples of what decoders have found: TensorFlow 2 has no such op; golden/seq2seq/beams.json has values of 1.15."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.sequences.gather_tree import gather_tree


def _followed(steps, parents, lengths, end):
    """Each beam followed back from its end, one after the other."""
    time, batch, beams = steps.shape
    found = np.full_like(steps, end)
    for element in range(batch):
        for last in range(beams):
            beam = last
            for step in range(min(time, lengths[element]) - 1, -1, -1):
                found[step, element, last] = steps[step, element, beam]
                beam = parents[step, element, beam]
            ends = np.flatnonzero(found[:, element, last] == end)
            if ends.size:
                found[ends[0] :, element, last] = end
    return found


_random = np.random.RandomState(5)

SAMPLES = [
    Sample(
        "GatherTree",
        gather_tree,
        [
            _random.randint(0, 6, (time, batch, beams)).astype(np.int32),
            _random.randint(0, beams, (time, batch, beams)).astype(np.int32),
            np.array(lengths, np.int32),
            np.array(end, np.int32),
        ],
        values=_followed,
    )
    for time, batch, beams, lengths, end in [
        (5, 3, 4, [5, 2, 7], 0),
        (4, 2, 1, [0, 3], 9),
        (3, 2, 3, [-1, 3], -1),
        (0, 2, 3, [1, 1], 2),
        (2, 0, 3, [], 2),
    ]
]
