"""Traits: facts about an op that compilers rely on, declared in the op's block.

What is not declared is not assumed: an op without traits runs when and as often as a program says, by itself, and a
per-record program that holds one runs record by record. docs/architecture.md says which optimisation relies on which
trait; tests/graph/core/test_traits.py holds declarations against the kernels, and the laws of random programs
(tests/pipeline/laws, tests/graph/execution/test_graph_law.py) hold them against the interpreter.
"""

from __future__ import annotations

import enum


class Trait(enum.Flag):
    """A fact about an op."""

    PURE = enum.auto()
    """Its outputs follow from its inputs and attributes, and nothing else happens. It may fail, and then always does for
    these inputs. So it may be run once for equal inputs, before anything runs, for many records, in another order, or
    not at all where nobody needs it and it cannot fail."""

    INFALLIBLE = enum.auto()
    """Pure; where the shapes of its inputs are known when the graph is built, and all but the first are constants with
    which a trial has worked (all but any one, if the op is elementwise), its kernel has nothing left to refuse: it may
    run after the queue."""

    REARRANGES = enum.auto()
    """Pure; its output is made of elements of its first input, none of them twice, which it does not look at: they may be
    cast before or after."""

    ALLOCATES = enum.auto()
    """Its outputs are arrays that nothing else holds, which may be overwritten when nobody needs them any more; so are
    those of every op with a `kernel_into` rule."""

    MEASURES = enum.auto()
    """Pure; of its first input it looks at the shape alone: it is on the device that this is on."""

    FORWARDS = enum.auto()
    """Pure; its outputs are its first input as it is."""

    CASTS = enum.auto()
    """Pure; its output has the elements of its first input, each by itself, in the output's type; it is the input itself
    where the types are the same."""

    CONSTANT = enum.auto()
    """Pure; its output is its attribute `value`."""

    CHECKS = enum.auto()
    """Pure; it has no outputs, and fails unless its first input holds."""

    BRANCHING = enum.auto()
    """It splits or joins the branches of a condition: some of its outputs, or of its inputs, may not exist."""

    SWITCHES = enum.auto()
    """Branching; its second input is the predicate, a scalar, by which one of its two outputs exists."""

    MERGES = enum.auto()
    """Branching; its outputs are the input that exists, and the position of that."""

    ENTERS = enum.auto()
    """Branching; its output is its first input inside a frame (attribute `frame_name`): in the first iteration, or in every
    one where the attribute `is_constant` says so."""

    EXITS = enum.auto()
    """Branching; its output is the value that its input has when the loop is left, outside of the frame."""

    ITERATES = enum.auto()
    """Branching; its output is its first input in the iteration after this one."""

    CONDITION = enum.auto()
    """Branching; its input says whether the frame that it stands in goes on."""

    TRIGGERS = enum.auto()
    """Branching; it runs whether or not what it waits for has run."""

    RETAINS = enum.auto()
    """Something keeps an input after it has run (a TensorArray, a stack): nobody writes into that memory any more."""

    KEEPS_SLICES = enum.auto()
    """Its gradient rule takes IndexedSlices as they are; those of all other ops get tensors."""

    FED = enum.auto()
    """Its output has to be fed; all its kernel does is say so."""

    READS = enum.auto()
    """It changes nothing, but depends on something that others may change (a file): run for each record anew."""

    PARSES = enum.auto()
    """Pure; it takes records that are text, or messages, apart into values: where it fails, it is the record's form that is
    wrong (`bad_records`)."""

    DECODES = enum.auto()
    """Pure; it makes numbers of encoded bytes: where it fails, they are not of that code (`bad_records`)."""

    DRAWS = enum.auto()
    """It only takes numbers from the generator of its node (`generators`). By its batch rule n records take the numbers
    that they would take one after the other."""

    RESOURCE = enum.auto()
    """Its output is a resource of the session (variable, queue, reader) rather than a value computed anew; its kernel is
    called once, when a plan is made."""

    REF_VARIABLE = enum.auto()
    """A resource: its output is a reference to a variable."""

    ADOPTS = enum.auto()
    """It changes a variable; its `kernel_into` makes the array that it is given, of whatever shape, the variable's own."""

    DATASET = enum.auto()
    """Its output is a dataset: nothing but what it is made of, to be begun later. It is made anew with each run, as random
    numbers in it begin anew."""

    BLOCKING = enum.auto()
    """Its kernel may wait; it gets the RunContext as its first argument."""

    USER_CODE = enum.auto()
    """Its kernel runs code of users, which finds the context variables of whoever called `Session.run`."""


NONE = Trait(0)
PURE = Trait.PURE
INFALLIBLE = Trait.PURE | Trait.INFALLIBLE
REARRANGES = Trait.PURE | Trait.REARRANGES
ALLOCATES = Trait.ALLOCATES
MEASURES = Trait.PURE | Trait.MEASURES
FORWARDS = Trait.PURE | Trait.FORWARDS
CASTS = Trait.PURE | Trait.CASTS
CONSTANT = Trait.PURE | Trait.CONSTANT
CHECKS = Trait.PURE | Trait.CHECKS
BRANCHING = Trait.BRANCHING
SWITCHES = Trait.BRANCHING | Trait.SWITCHES
MERGES = Trait.BRANCHING | Trait.MERGES
ENTERS = Trait.BRANCHING | Trait.ENTERS
EXITS = Trait.BRANCHING | Trait.EXITS
ITERATES = Trait.BRANCHING | Trait.ITERATES
CONDITION = Trait.BRANCHING | Trait.CONDITION
TRIGGERS = Trait.BRANCHING | Trait.TRIGGERS
RETAINS = Trait.RETAINS
KEEPS_SLICES = Trait.KEEPS_SLICES
FED = Trait.FED
READS = Trait.READS
PARSES = Trait.PURE | Trait.PARSES
DECODES = Trait.PURE | Trait.DECODES
DRAWS = Trait.DRAWS
RESOURCE = Trait.RESOURCE
REF_VARIABLE = Trait.RESOURCE | Trait.REF_VARIABLE
ADOPTS = Trait.ADOPTS
DATASET = Trait.DATASET
BLOCKING = Trait.BLOCKING
USER_CODE = Trait.USER_CODE
