"""What a library makes of a program: the nodes of its graph, and values as they are written down."""

from __future__ import annotations

import numpy as np

from . import asserted, named

PROGRAMS = {**named.PROGRAMS, **asserted.PROGRAMS}
"""Those written by hand, by name."""

NODES = list(range(60))
"""The seeds of random programs whose nodes are compared."""
VALUES = list(range(200))
"""The seeds of random programs whose values are compared."""


def nodes_of(graph):
    """Name, op, inputs and control inputs of each node of a graph, in the order of names."""
    return sorted(
        " ".join(
            [node.name, node.op]
            + [one for one in node.input if one[0] != "^"]
            + sorted(one for one in node.input if one[0] == "^")
        )
        for node in graph.as_graph_def().node
    )


def values_of(program, session):
    """What comes of each list of fed values: arrays by name, variables after the run and a step of training among them."""
    found = []
    for feed in program.feeds:
        session.run(program.start)
        values = dict(session.run(program.fetches, feed))
        if program.train is not None:
            session.run(program.train, feed)
        values.update({"after_" + name: value for name, value in session.run(program.after).items()})
        found.append({name: np.asarray(value) for name, value in values.items()})
    return found


def plain(values):
    """Arrays as JSON holds them."""
    return {
        name: [list(value.shape), [float(f"{one:.7g}") for one in value.ravel().tolist()]] for name, value in values.items()
    }


def different(expected, found):
    """What of values that were written down is otherwise than it was found."""
    wrong = sorted(set(expected) ^ set(found))
    for name in set(expected) & set(found):
        shape, numbers = expected[name]
        value = found[name]
        if list(value.shape) != shape or not np.allclose(value.ravel(), numbers, 2e-4, 2e-5):
            wrong.append(f"{name}: {value.ravel().tolist()}, not {numbers}")
    return wrong
