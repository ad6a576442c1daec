"""Random programs about TensorArrays and what is built on them, with their gradients, by seed.

What a program makes is `result`: values, then gradients by all that it is made of.
"""

from __future__ import annotations

import random

import numpy as np

ROWS, WIDTH = 3, 2


def program(seed):
    """The text of the program of a seed; the same on every Python."""
    return _Program(seed).text()


def alike(found, expected):
    """Whether two lists of arrays, as JSON has them, are the same but for rounding."""
    return len(found) == len(expected) and all(map(_is_close, found, expected))


def _is_close(one, other):
    return one["shape"] == other["shape"] and np.allclose(one["elements"], other["elements"], 1e-4, 1e-4)


class _Program:
    def __init__(self, seed):
        self._random = random.Random(seed)
        self._names = 0

    def text(self):
        """Some arrays, one or two steps of which the second takes what the first makes, and gradients."""
        lines = [
            f"x = tf.{self._given()}([{', '.join(self._row() for _ in range(ROWS))}]{self._open()})",
            f"y = tf.constant([{', '.join(self._row() for _ in range(ROWS))}])",
            f"w = tf.constant([{', '.join(self._row() for _ in range(WIDTH))}])",
            f"h = tf.constant({self._row()})",
        ]
        source = "x"
        for _ in range(self._pick([1, 1, 2])):
            more, source = self._step(source)
            lines += more
        lines.append(f"z = tf.reduce_sum({source} * {self._number()} + {source} * {source})")
        lines.append(f"result = [{source}] + [g for g in tf.gradients(z, [x, y, w, h]) if g is not None]")
        return "\n".join(lines)

    def _pick(self, choices):
        return choices[int(self._random.random() * len(choices))]

    def _number(self):
        return f"{int(self._random.random() * 400 - 200) / 100 or 0.5}"

    def _row(self):
        return f"[{', '.join(self._number() for _ in range(WIDTH))}]"

    def _given(self):
        self._any_rows = self._pick([False, True])
        return "placeholder_with_default" if self._any_rows else "constant"

    def _open(self):
        return f", [None, {WIDTH}]" if self._any_rows else ""

    def _name(self, what):
        self._names += 1
        return f"{what}{self._names}"

    # Rows to rows

    def _function(self, row, depth=0):
        """An expression for a row made of another."""
        simple = [
            f"tf.tanh({row} * {self._number()} + h)",
            f"{row} * {self._number()} - h",
            f"tf.reshape(tf.matmul(tf.expand_dims({row}, 0), w), [{WIDTH}])",
            f"tf.sigmoid({row}) * h",
            f"tf.reverse({row}, [0]) + w[{self._pick([0, 1])}]",
        ]
        if depth == 2 or self._random.random() < 0.4:
            return self._pick(simple)
        inner = self._function(row, depth + 1)
        element = self._name("e")
        return self._pick(
            [
                f"tf.tanh({inner})",
                f"{inner} * {self._number()} + {self._pick(simple)}",
                f"tf.cond(tf.reduce_sum({row}) > {self._number()}, lambda: {inner}, lambda: {self._pick(simple)})",
                f"tf.map_fn(lambda {element}: tf.tanh({element}) * {self._number()}, {inner})",
                f"tf.scan(lambda {element}, f: {element} * {self._number()} + f, {inner})",
                f"tf.foldl(lambda {element}, f: tf.tanh({element} + f * h), {inner}, tf.zeros([{WIDTH}]))",
                f"tf.while_loop(lambda i, _: i < {self._pick([0, 1, 3])}, lambda i, {element}: [i + 1, "
                f"{self._function(element, 2)}], [0, {inner}])[1]",
            ]
        )

    # Matrices to matrices

    def _step(self, source):
        kinds = [self._map, self._map_of_two, self._scan, self._scan_of_two, self._fold, self._loop, self._written, self._parts]
        made = self._name("m")
        return self._pick(kinds)(source, made), made

    def _map(self, source, made):
        return [f"{made} = tf.map_fn(lambda r: {self._function('r')}, {source}{self._options()})"]

    def _map_of_two(self, source, made):
        first, second = self._function("r[0]"), self._function("r[1]", 1)
        if self._pick([False, True]):
            return [f"{made} = tf.map_fn(lambda r: {first} * {second}, ({source}, y), dtype=tf.float32)"]
        return [
            f"{made} = tf.map_fn(lambda r: {{'a': {first}, 'b': {second}}}, ({source}, y), "
            "dtype={'a': tf.float32, 'b': tf.float32})",
            f"{made} = {made}['a'] + {made}['b'] * {self._number()}",
        ]

    def _scan(self, source, made):
        start = self._pick(["", ", h", ", h * 0.5"])
        reverse = self._pick(["", ", reverse=True"])
        return [f"{made} = tf.scan(lambda a, r: {self._function('(a + r)')} + a, {source}{start}{reverse})"]

    def _scan_of_two(self, source, made):
        body = f"({self._function('a[0]')} + r[0], tf.tanh(a[1] * r[1]) + a[0])"
        start = self._pick([", (h, h * 2.0)", ""])
        reverse = self._pick(["", ", reverse=True"])
        return [
            f"{made}, other = tf.scan(lambda a, r: {body}, ({source}, y){start}{reverse})",
            f"{made} = {made} + other * {self._number()}",
        ]

    def _fold(self, source, made):
        fold = self._pick(["foldl", "foldr"])
        start = self._pick(["", ", h"])
        folded = f"tf.{fold}(lambda a, r: {self._function('a')} + r * h, {source}{start})"
        return [f"{made} = {source} * tf.expand_dims({folded}, 0)"]

    def _loop(self, source, made):
        """A loop that reads one array, sometimes an element twice, and writes another."""
        twice = self._pick([False, True])
        read = f"{made}a.read(i) + {made}a.read(0) * h" if twice else f"{made}a.read(i)"
        grows = self._pick([f"{ROWS}", "0, dynamic_size=True"])
        at = self._pick(["i", f"{ROWS - 1} - i"]) if grows == f"{ROWS}" else "i"
        end = self._pick([".stack()", f".gather([{', '.join(self._pick(['0', '1', '2']) for _ in range(ROWS))}])"])
        kept = ", clear_after_read=False"
        body = f"(i + 1, {self._function('s', 1)} + {read}, b.write({at}, {self._function('s')}))"
        array = f"tf.TensorArray(tf.float32, {grows}{'' if end == '.stack()' else kept})"
        return [
            f"{made}a = tf.TensorArray(tf.float32, {ROWS}{kept if twice else ''}).unstack({source})",
            f"_, {made}s, {made}b = tf.while_loop(lambda i, s, b: i < {ROWS}, lambda i, s, b: {body}, (0, h, {array}))",
            f"{made} = {made}b{end} + {made}s",
        ]

    def _written(self, source, made):
        """Some elements are written, one by one; what is not is zeros."""
        places = [place for place in range(ROWS) if self._random.random() < 0.7]
        writes = "".join(f".write({place}, {self._function(f'{source}[{place}]', 1)})" for place in places)
        return [f"{made} = tf.TensorArray(tf.float32, {ROWS}, element_shape=[{WIDTH}]){writes}.stack() + {source}"]

    def _parts(self, source, made):
        lengths = self._pick(["[1, 2]", "[2, 1]", "[3, 0]", "[1, 1, 1]"])
        count = lengths.count(",") + 1
        return [
            f"{made}a = tf.TensorArray(tf.float32, {count}, infer_shape=False).split({source}, {lengths})",
            f"{made} = tf.reshape({made}a.concat(), [{ROWS}, {WIDTH}]) * h",
        ]

    def _options(self):
        return self._pick(["", ", parallel_iterations=1", ", swap_memory=True", ", infer_shape=False", ", back_prop=True"])
