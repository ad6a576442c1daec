"""Calls of public functions, and every literal in them given as people give it: tuples, views of dicts, generators and arrays
for lists, NumPy's scalars and 0-d arrays for numbers, bytes for text.

TensorFlow's recording says which of them it takes and what comes of it; headrace must take the same.
"""

from __future__ import annotations

import ast
import collections
import re
from pathlib import Path

import numpy as np

from support.compared import Programs, results

CALLS = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()

LISTS = ("tuple", "values", "generator", "array")
NUMBERS = ("int32", "int64", "zero_d")
FLOATS = ("float32", "float64", "zero_d")
TEXTS = ("bytes", "str_")
BOOLS = ("bool_",)


MADE = {
    "x": lambda tf, made: tf.placeholder(tf.float32, [2, 3], name="x"),
    "y": lambda tf, made: tf.placeholder(tf.float32, [1, 2, 1], name="y"),
    "z": lambda tf, made: tf.reduce_sum(made("x") * made("x")),
    "v": lambda tf, made: tf.get_variable("v", [2, 3]),
    "w": lambda tf, made: tf.reduce_sum(made("v") * made("v")),
    "step": lambda tf, made: tf.train.get_or_create_global_step(),
    "image": lambda tf, made: tf.placeholder(tf.float32, [1, 6, 6, 2], name="image"),
    "picture": lambda tf, made: tf.placeholder(tf.float32, [6, 6, 3], name="picture"),
    "kernel": lambda tf, made: tf.get_variable("kernel", [3, 3, 2, 4]),
}
"""What calls name, made in the default graph."""

WAYS = {
    "tuple": tuple,
    "values": lambda some: collections.OrderedDict(enumerate(some)).values(),
    "generator": lambda some: (one for one in some),
    "array": np.array,
    "int32": np.int32,
    "int64": np.int64,
    "float32": np.float32,
    "float64": np.float64,
    "zero_d": np.array,
    "bytes": lambda text: text.encode(),
    "str_": np.str_,
    "bool_": np.bool_,
}
"""How else a literal is given."""


def environment(tf, tree):
    """What an expression names, by a name of its own or by that of a node."""
    given = {f"as_{way}": make for way, make in WAYS.items()}
    given.update(tf=tf, np=np)

    def made(name):
        if name not in given:
            given[name] = MADE[name](tf, made)
        return given[name]

    words = re.findall(r"\w+", ast.dump(tree))
    for name in MADE:
        if name in words:
            made(name)
    return given


class _Wrap(ast.NodeTransformer):
    """Puts a call around the literal of that number."""

    def __init__(self, number, kind):
        self.left = number
        self.kind = kind

    def visit(self, node):
        if kinds_of(node):
            self.left -= 1
            if self.left < 0 and self.kind is not None:
                kind, self.kind = self.kind, None
                return ast.Call(ast.Name(f"as_{kind}", ast.Load()), [node], [])
        return self.generic_visit(node)


def kinds_of(node):
    """How else people write a literal."""
    if isinstance(node, (ast.List, ast.Tuple)) and isinstance(node.ctx, ast.Load):
        plain = node.elts and all(_is_literal(one) or isinstance(one, ast.UnaryOp) for one in node.elts)
        return LISTS if plain else LISTS[:3]
    value = ast.literal_eval(node) if _is_literal(node) else None
    for kind, kinds in ((bool, BOOLS), (int, NUMBERS), (float, FLOATS), (str, TEXTS)):
        if isinstance(value, kind):
            return kinds
    return ()


def _is_literal(node):
    return type(node).__name__ in ("Constant", "Num", "Str", "NameConstant")


def variations(call):
    """What a call is varied to, by the literal's number and the way; the first literal in a list stands for those after it."""
    tree = ast.parse(call, mode="eval")
    alike = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.List, ast.Tuple)):
            alike.update(id(one) for one in node.elts[1:] if _is_literal(one) or isinstance(one, (ast.List, ast.Tuple)))
    number = 0

    def walk(node, skipped):
        nonlocal number
        skipped = skipped or id(node) in alike
        if kinds_of(node):
            if not skipped:
                yield from ((number, kind) for kind in kinds_of(node))
            number += 1
        for child in ast.iter_child_nodes(node):
            yield from walk(child, skipped)

    for at, kind in walk(tree, False):
        yield f"{at} {kind}", ast.fix_missing_locations(_Wrap(at, kind).visit(ast.parse(call, mode="eval")))


def outcome(tf, tree):
    """What comes of an expression: types and shapes of what it gives, or the class of the error."""
    with tf.Graph().as_default():
        try:
            return described(eval(compile(tree, "call", "eval"), environment(tf, tree)))
        except Exception as error:
            return f"{type(error).__name__}"


def described(value):
    if isinstance(value, dict):
        return {str(key): described(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [described(each) for each in value]
    if hasattr(value, "dtype") and hasattr(value, "shape"):
        shape = value.shape
        sizes = None if getattr(shape, "ndims", 0) is None else [None if size is None else int(size) for size in _sizes(shape)]
        return ["tensor", getattr(value.dtype, "base_dtype", value.dtype).name, sizes]
    if value is None or isinstance(value, (int, float, str)):
        return value
    return "object"


def _sizes(shape):
    return shape.as_list() if hasattr(shape, "as_list") else shape


def in_all_ways(call):
    """A program: what comes of a call, and of its variations, where they are not as it is itself."""

    def program(tf):
        plain = outcome(tf, ast.parse(call, mode="eval"))
        varied = {key: outcome(tf, tree) for key, tree in variations(call)}
        return [plain, {key: each for key, each in varied.items() if each != plain}]

    return program


PROGRAMS = Programs(results, {call: in_all_ways(call) for call in CALLS})
