"""Random programs of loops and branches, nested in each other, with gradients.

A program is a seed: the same in every library and every Python since 3.7. `build(tf, seed)` adds it to the default graph.
What it computes stays between -10 and 10 or so, and every loop ends.
"""

from __future__ import annotations

import collections
import random

import numpy as np

Program = collections.namedtuple("Program", "fetches feeds start train after")
"""Tensors by name, lists of values for the placeholders, what to run first, a step of training or None, and variables to look
at after all."""

Pair = collections.namedtuple("Pair", "first second")

_DEEPEST = 2


def build(tf, seed):
    """The Program of a seed."""
    return _Writer(tf, seed).program()


class _Writer:
    def __init__(self, tf, seed):
        self.tf = tf
        self.draw = random.Random(seed)
        self.train = None
        self.random = np.random.RandomState(seed)
        self.feeds = [{}, {}]
        # Shapes are unknown in part, or altogether, in some programs.
        knows = self.draw.choice(["all", "all", "some", "none"])
        rows = {"all": [2, 3], "some": [None, 3], "none": None}[knows]
        self.is_vague = knows == "none"
        self.x = self.fed("x", rows, lambda: self.random.uniform(-1, 1, (2, 3)))
        self.v = self.fed("v", [3], lambda: self.random.uniform(-1, 1, 3))
        self.s = self.fed("s", [], lambda: self.random.uniform(-1, 1))
        self.n = self.fed("n", [], lambda: self.random.randint(0, 5), tf.int32)
        self.p = self.fed("p", [], lambda: bool(self.random.randint(0, 2)), tf.bool)
        self.w = tf.get_variable("w", [3, 3], tf.float32, tf.constant_initializer(self.random.uniform(-0.5, 0.5, (3, 3))))
        self.b = tf.get_variable("b", [], tf.float32, tf.constant_initializer(0.5))
        self.counter = tf.get_variable("counter", [], tf.float32, tf.zeros_initializer(), trainable=False)

    def fed(self, name, shape, make, dtype=None):
        tensor = self.tf.placeholder(dtype or self.tf.float32, shape, name)
        for feed in self.feeds:
            feed[tensor] = np.asarray(make(), tensor.dtype.as_numpy_dtype)
        return tensor

    # Tensors of three kinds: rows ("x"), vectors ("v"), scalars ("s"). A pool is what a piece of code may use.

    def program(self):
        pool = {"x": [self.x], "v": [self.v], "s": [self.s, self.b + 0.0]}
        for _ in range(self.draw.randint(1, 3)):
            self.statement(pool, _DEEPEST)
        fetches = {f"{kind}_{k}": one for kind in "xvs" for k, one in enumerate(pool[kind][-2:])}
        fetches.update(self.gradients(pool))
        after = {"w": self.w, "b": self.b, "counter": self.counter}
        return Program(fetches, self.feeds, self.tf.global_variables_initializer(), self.train, after)

    def gradients(self, pool):
        tf = self.tf
        loss = tf.add_n([tf.reduce_sum(pool[kind][-1]) for kind in "xvs"], name="loss")
        by = [self.x, self.v, self.s, self.w, self.b]
        found = tf.gradients(loss, by)
        named = {}
        for name, one in zip("xvswb", found):  # noqa: B905  # Python 3.7
            if one is not None:
                named["d_" + name] = tf.convert_to_tensor(one)
        if self.flip(0.15) and not named.keys().isdisjoint(("d_w", "d_b")):
            self.train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
        return named

    def flip(self, chance=0.5):
        return self.draw.random() < chance

    def some(self, pool, kind):
        """A tensor of that kind, a late one more likely."""
        several = pool[kind]
        return several[-1] if self.flip() else self.draw.choice(several)

    def statement(self, pool, depth):
        """Add something to a pool."""
        kinds = ["value"] * 3
        if depth:
            kinds += ["branch", "branch", "loop", "loop", "loop", "case", "map", "scan", "array"]
        getattr(self, self.draw.choice(kinds))(pool, depth)

    def value(self, pool, depth):
        tf, kind = self.tf, self.draw.choice("xxvs")
        a, b = self.some(pool, kind), self.some(pool, kind)
        makers = [
            lambda: tf.tanh(a + b),
            lambda: tf.sigmoid(a) * b,
            lambda: tf.sin(a - b),
            lambda: tf.maximum(a, b),
            lambda: tf.tanh(a * self.some(pool, "s")),
            lambda: tf.square(tf.tanh(a)) - b * 0.5,
            lambda: tf.nn.relu(a) - tf.abs(b),
            lambda: tf.where(a > b, a, b * 0.5),
            lambda: tf.identity(a) / (tf.square(b) + 2.0),
        ]
        if kind == "x":
            makers += [
                lambda: tf.tanh(tf.matmul(a, self.w)) if not self.is_vague else tf.tanh(a * 0.5),
                lambda: tf.tanh(a + self.some(pool, "v")),
            ]
        elif kind == "v":
            makers += [lambda: tf.reduce_mean(self.some(pool, "x"), 0), lambda: tf.tanh(a * self.w[0])]
        else:
            makers += [lambda: tf.reduce_mean(self.some(pool, "x")), lambda: tf.tanh(tf.reduce_sum(self.some(pool, "v")))]
        made = self.draw.choice(makers)()
        if self.is_vague and kind == "v":
            made = tf.reshape(made, [3])
        elif self.is_vague and kind == "s":
            made = tf.reshape(made, [])
        pool[kind].append(made)

    def predicate(self, pool):
        tf = self.tf
        return self.draw.choice(
            [
                lambda: tf.reduce_sum(self.some(pool, "v")) > 0.1,
                lambda: self.some(pool, "s") < 0.2,
                lambda: tf.logical_or(self.p, self.some(pool, "s") > 0.5),
                lambda: tf.equal(self.n % 2, 0),
                lambda: self.p,
            ]
        )()

    def inner(self, pool, depth):
        """A pool for code within, with some statements more."""
        inside = {kind: list(several) for kind, several in pool.items()}
        for _ in range(self.draw.randint(0, 2)):
            self.statement(inside, depth - 1)
        return inside

    def branch(self, pool, depth):
        kinds = self.draw.choice(["x", "v", "s", "xs", "vx"])
        counts = self.flip(0.3)

        def taken(number):
            def function():
                if counts:
                    change = self.counter.assign_add(0.125 * number)
                    with self.tf.control_dependencies([change]):
                        inside = self.inner(pool, depth)
                else:
                    inside = self.inner(pool, depth)
                found = [self.some(inside, kind) for kind in kinds]
                return found if len(found) > 1 else found[0]

            return function

        result = self.tf.cond(self.predicate(pool), taken(1), taken(2))
        for kind, one in zip(kinds, result if len(kinds) > 1 else [result]):  # noqa: B905  # Python 3.7
            pool[kind].append(one)

    def case(self, pool, depth):
        kind = self.draw.choice("xvs")
        pairs = [(self.predicate(pool), self.giving(pool, kind, depth)) for _ in range(self.draw.randint(1, 3))]
        pool[kind].append(self.tf.case(pairs, self.giving(pool, kind, depth)))

    def giving(self, pool, kind, depth):
        return lambda: self.some(self.inner(pool, depth), kind)

    def loop(self, pool, depth):
        tf = self.tf
        kinds = self.draw.choice(["x", "v", "s", "xs", "vv", "xvs"])
        first = [self.some(pool, kind) for kind in kinds]
        limit = self.draw.choice([2, 3, self.n, self.n])
        style = self.draw.choice(["list", "list", "pair", "dict"]) if len(kinds) == 2 else "list"
        by_value = self.flip(0.2)
        checked = self.flip(0.15)
        updates = self.flip(0.15)

        def packed(values):
            if style == "pair":
                return [Pair(*values)]
            return [{"a": values[0], "b": values[1]}] if style == "dict" else list(values)

        def unpacked(values):
            if style == "pair":
                return list(values[0])
            return [values[0]["a"], values[0]["b"]] if style == "dict" else list(values)

        def condition(i, *values):
            goes_on = tf.less(i, limit)
            if by_value:
                goes_on = tf.logical_and(goes_on, tf.reduce_sum(unpacked(values)[0]) < 4.0)
            return goes_on

        def body(i, *values):
            inside = {kind: list(several) for kind, several in pool.items()}
            before = []
            if checked:
                before.append(tf.Assert(i < 100, [i, "too many"]))
            if updates:
                before.append(self.counter.assign_add(0.0625))
            for kind, one in zip(kinds, unpacked(values)):  # noqa: B905  # Python 3.7
                inside[kind].append(one)
            with tf.control_dependencies(before):
                after = self.inner(inside, depth)
                step = i + 1
            found = [tf.tanh(self.some(after, kind) + one) for kind, one in zip(kinds, unpacked(values))]  # noqa: B905  # Python 3.7
            if self.is_vague:
                found = [self.shaped(kind, one) for kind, one in zip(kinds, found)]  # noqa: B905  # Python 3.7
            return [step] + packed(found)

        options = {}
        if self.flip(0.2):
            options["maximum_iterations"] = 4
        if self.flip(0.2):
            options["parallel_iterations"] = self.draw.choice([1, 5])
        if self.flip(0.1):
            options["swap_memory"] = True
        if self.flip(0.1) and style == "list":
            options["shape_invariants"] = [tf.TensorShape([])] + [self.invariant(kind) for kind in kinds]
        result = tf.while_loop(condition, body, [0] + packed(first), **options)
        for kind, one in zip(kinds, unpacked(result[1:])):  # noqa: B905  # Python 3.7
            pool[kind].append(one)

    def shaped(self, kind, tensor):
        return tensor if kind == "x" else self.tf.reshape(tensor, [3] if kind == "v" else [])

    def invariant(self, kind):
        if kind == "x":
            return self.tf.TensorShape(None if self.is_vague else [None, 3])
        return self.tf.TensorShape([3] if kind == "v" else [])

    def map(self, pool, depth):
        tf = self.tf
        x = self.some(pool, "x")
        if self.is_vague:
            x = tf.reshape(x, [2, 3])

        def row(v):
            inside = {kind: list(several) for kind, several in pool.items()}
            inside["v"].append(v)
            return tf.tanh(self.some(self.inner(inside, depth), "v") + v)

        pool["x"].append(tf.map_fn(row, x))

    def scan(self, pool, depth):
        tf = self.tf
        x, v = self.some(pool, "x"), self.some(pool, "v")
        if self.is_vague:
            x = tf.reshape(x, [2, 3])
        function = self.draw.choice([tf.scan, tf.foldl, tf.foldr])

        def step(total, row):
            inside = {kind: list(several) for kind, several in pool.items()}
            inside["v"] += [row, total]
            return tf.tanh(self.some(self.inner(inside, depth), "v") + row)

        pool["x" if function is tf.scan else "v"].append(function(step, x, v))

    def array(self, pool, depth):
        tf = self.tf
        first = self.some(pool, "v")
        rows = tf.TensorArray(tf.float32, 2, element_shape=[3], clear_after_read=False)

        def body(i, v, rows):
            inside = {kind: list(several) for kind, several in pool.items()}
            inside["v"].append(v)
            v = tf.tanh(self.some(self.inner(inside, depth), "v") + v)
            return i + 1, v, rows.write(i, v)

        _, v, rows = tf.while_loop(lambda i, v, rows: i < 2, body, (0, first, rows))
        pool["v"].append(v)
        pool["x"].append(rows.stack())
