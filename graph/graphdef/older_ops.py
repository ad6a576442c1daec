"""Nodes of ops that have a successor here: what stands for them when a GraphDef is imported."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from headrace.formats import proto as messages

from ..types import dtypes
from .attr_values import message_of, tensor_message


def in_newer_ops(nodes: Iterable[Any]) -> list[Any]:
    """The nodes, those that parse Examples as TensorFlow 1 does by the op that has the keys as vectors."""
    given = list(nodes)
    parsing = [node for node in given if node.op in ("ParseExample", "ParseSingleExample")]
    if not parsing:
        return given
    taken = {node.name for node in given}
    found = []
    for node in given:
        found += _Parsing(node, taken).made() if node in parsing else [node]
    return found


class _Parsing:
    """The nodes in the place of one that parses Examples; their names are added to `taken`."""

    def __init__(self, node: Any, taken: set[str]) -> None:
        self._node = node
        self._taken = taken
        self._new: list[Any] = []

    def made(self) -> list[Any]:
        node = self._node
        inputs = [name for name in node.input if not name.startswith("^")]
        controls = [name for name in node.input if name.startswith("^")]
        if node.op == "ParseExample":
            sparse, dense = node.attr["Nsparse"].i, node.attr["Ndense"].i
            serialized, names, *others = inputs
            keys = [self._packed("sparse_keys", others[:sparse]), self._packed("dense_keys", others[sparse:][:dense])]
            defaults = others[sparse + dense :]
        else:
            sparse = node.attr["num_sparse"].i
            serialized, *defaults = inputs
            names = self._strings("names", [])
            keys = [self._strings(name, node.attr[name].list.s) for name in ("sparse_keys", "dense_keys")]
        parsed = messages.graph_pb2.NodeDef(name=node.name, op="ParseExampleV2", device=node.device)
        parsed.input.extend([serialized, names, *keys, self._strings("ragged_keys", []), *defaults, *controls])
        for name in ("sparse_types", "Tdense", "dense_shapes"):
            parsed.attr[name].CopyFrom(node.attr[name])
        for name, value in node.attr.items():
            if name.startswith("_"):
                parsed.attr[name].CopyFrom(value)
        parsed.attr["num_sparse"].i = sparse
        return [*self._new, parsed]

    def _named(self, name: str) -> Any:
        full, number = f"{self._node.name}/{name}", 0
        while full in self._taken:
            number += 1
            full = f"{self._node.name}/{name}_{number}"
        self._taken.add(full)
        made = messages.graph_pb2.NodeDef(name=full, device=self._node.device)
        self._new.append(made)
        return made

    def _strings(self, name: str, values: Iterable[bytes]) -> str:
        node = self._named(name)
        node.op = "Const"
        node.attr["dtype"].CopyFrom(message_of("type", dtypes.string))
        node.attr["value"].tensor.CopyFrom(tensor_message(np.array(list(values), object)))
        return node.name

    def _packed(self, name: str, keys: list[str]) -> str:
        """A vector of scalars."""
        if not keys:
            return self._strings(name, [])
        node = self._named(name)
        node.op = "Pack"
        node.input.extend(keys)
        node.attr["T"].CopyFrom(message_of("type", dtypes.string))
        node.attr["N"].i = len(keys)
        node.attr["axis"].i = 0
        return node.name
