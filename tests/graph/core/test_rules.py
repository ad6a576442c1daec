"""What ops say of themselves is said in one way: a batch rule, PER_RECORD or NEVER; a gradient or that there is none."""

from __future__ import annotations

import itertools

import pytest
from support.op_samples import all_samples, built

from headrace.graph.core.op import OPS
from headrace.graph.core.rules.batch import NEVER, PER_RECORD
from headrace.graph.core.traits import BRANCHING, CONSTANT, DRAWS, PURE, READS
from headrace.graph.execution.session import Session

SAMPLES: dict[str, list] = {}
for _sample in all_samples():
    SAMPLES.setdefault(_sample.type, []).append(_sample)


@pytest.mark.parametrize("type", SAMPLES)
def test_an_op_says_how_it_runs_in_blocks_and_what_its_gradient_is(type):
    assert OPS[type].batch, "say NEVER, PER_RECORD, or how"
    assert OPS[type].gradient, "say NO_GRADIENT, UNDEFINED_GRADIENT, or what it is"


@pytest.mark.parametrize("type", SAMPLES)
def test_a_batch_rule_says_by_its_name_that_it_never_applies(type):
    definition = OPS[type]
    if definition.batch.function is NEVER:
        runs_in_blocks = bool(definition.traits & (PURE | READS | DRAWS))
        assert not runs_in_blocks or CONSTANT in definition.traits or BRANCHING in definition.traits
    elif definition.batch.function is not PER_RECORD:
        assert any(_applies(sample) for sample in SAMPLES[type]), "say PER_RECORD"


def _applies(sample):
    """Whether the batch rule gives a way to run the sampled node for some choice of inputs that records differ in."""
    op = built(sample, sample.arrays()).op
    kernel = op.definition.flat_kernel_of(op, Session(graph=op.graph))
    choices = itertools.product([False, True], repeat=len(op.inputs))
    return any(op.definition.batch.function(op, list(batched), kernel) is not None for batched in choices)
