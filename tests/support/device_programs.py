"""Small programs that say devices, for headrace and for TensorFlow: what is built, where it is placed, what fails.

`tests/golden/devices/record.py` runs them on TensorFlow (Python 3.7 for 1.15), tests/graph/devices on headrace.
"""

from __future__ import annotations

import contextlib
import random
import re

NAMES = [
    "/cpu:0", "/cpu:1", "/gpu:0", "/gpu:1", "/cpu:*", "/cpu", "/device:CPU:0", "/job:localhost", "/job:localhost/task:0/cpu:1",
    "/replica:0", "/task:0", "/job:ps", "/job:ps/task:7", "/replica:1", "/cpu:5", "/job:localhost/gpu:0", "", "/device:TPU:0",
]  # fmt: skip

GOOD_NAMES = ["/cpu:0", "/cpu:1", "/cpu:*", "/job:localhost", "/job:localhost/task:0/cpu:1", "/replica:0", "", "/device:CPU:1"]


class Made:
    """A random program: ops of few kinds in nested blocks.

    Args:
      tf: the library.
      seed: which one.
    """

    def __init__(self, tf, seed):
        self.tf = tf
        self.rng = random.Random(seed)
        self.good = self.chance(0.6)
        self.values = []
        self.variables = []
        self.config = {"cpus": 2 + self.below(2), "soft": self.chance(0.4)}

    def below(self, n):
        return int(self.rng.random() * n)

    def chance(self, p):
        return self.rng.random() < p

    def one_of(self, items):
        return items[self.below(len(items))]

    def build(self):
        """Returns what is to be fetched."""
        for _ in range(2 + self.below(3)):
            self.block(0)
        return self.values[-3:]

    def block(self, depth):
        with self.entered():
            for _ in range(1 + self.below(3)):
                if depth < 3 and self.chance(0.45):
                    self.block(depth + 1)
                else:
                    self.add()

    def name(self):
        return self.one_of(GOOD_NAMES if self.good or self.chance(0.7) else NAMES)

    def entered(self):
        kind = self.rng.random()
        if kind < 0.6:
            return self.tf.device(self.name())
        if kind < 0.7:
            return self.tf.device(self.tf.DeviceSpec.from_string(self.name()))
        if kind < 0.75:
            return self.tf.device(None)
        if kind < 0.87:
            return self.tf.device(self.function())
        if self.values:
            return self.tf.colocate_with(self.one_of(self.values))
        return self.tf.device("/cpu:0")

    def function(self):
        first, second = self.name(), self.name()
        kind = self.below(3)

        def choose(op):
            if kind == 0:
                return first
            if kind == 1:
                return first if op.type in ("VariableV2", "Const") else second
            return op.device or first

        return choose

    def add(self):
        tf = self.tf
        kind = self.below(9) if self.values else 0
        if kind in (0, 1):
            made = tf.constant(float(self.below(5)))
        elif kind == 2:
            v = tf.Variable(float(self.below(5)))
            self.variables.append(v)
            made = v.value()
        elif kind == 3 and self.variables:
            made = tf.assign_add(self.one_of(self.variables), self.one_of(self.values))
        elif kind == 4:
            made = tf.cast(tf.size(self.one_of(self.values)), tf.float32)
        elif kind == 5:
            with tf.control_dependencies([self.one_of(self.values)]):
                made = tf.identity(self.one_of(self.values))
        elif kind == 6:
            made = tf.negative(self.one_of(self.values))
        else:
            made = tf.multiply(self.one_of(self.values), self.one_of(self.values))
        self.values.append(made)


def written(tf):
    """Programs by hand: name, function that builds it, and its config."""

    def conflict(first, second, inner=None):
        def build():
            with tf.device(first):
                v = tf.constant(1.0, name="v")
            with tf.device(second):
                w = tf.constant(1.0, name="w")
            with tf.colocate_with(v), tf.device(inner):
                z = tf.multiply(v, w, name="z")
            z.op._set_device(second)
            return z

        return build

    def alone(*devices):
        def build():
            with contextlib.ExitStack() as stack:
                for device in devices:
                    stack.enter_context(tf.device(device))
                return tf.constant(1.0, name="x")

        return build

    def moved(which):
        def build():
            v = tf.constant(1.0, name="v")
            with tf.colocate_with(v):
                z = tf.identity(v, name="z")
            {"v": v, "z": z}[which].op._set_device("/gpu:0")
            return z

        return build

    def variable(device, other):
        def build():
            with tf.device(device):
                v = tf.Variable(1.0, name="v")
            with tf.device(other):
                w = tf.Variable(2.0, name="w")
                grown = tf.assign_add(v, w, name="grown")
            return grown

        return build

    def two_variables():
        with tf.device("/cpu:0"):
            v = tf.Variable(1.0, name="v")
        with tf.colocate_with(v.op):
            w = tf.Variable(1.0, name="w")
        w.op._set_device("/cpu:1")
        return w

    def moved_use():
        with tf.device("/cpu:1"):
            v = tf.Variable(1.0, name="v")
        grown = tf.assign_add(v, 1.0, name="grown")
        grown.op._set_device("/cpu:0")
        return grown

    def queue():
        with tf.device("/cpu:1"):
            q = tf.FIFOQueue(3, tf.float32, name="q")
        with tf.device("/cpu:0"):
            return q.enqueue(1.0)

    def unused():
        with tf.device("/gpu:0"):
            tf.placeholder(tf.float32, [2], name="unused")
        return tf.constant(1.0)

    def measured():
        with tf.device("/cpu:1"):
            x = tf.identity(tf.constant([1.0, 2.0], name="c"), name="x")
        return [tf.shape(x, name="s"), tf.size(x, name="n"), tf.rank(x, name="r")]

    def used_in_two():
        c, d = tf.constant(1.0, name="c"), tf.constant(1.0, name="d")
        with tf.device("/cpu:1"):
            one = tf.negative(c, name="one")
            both = tf.multiply(c, d, name="both")
        return [one, both, tf.negative(d, name="other")]

    def optimizer():
        with tf.device("/cpu:1"):
            v = tf.Variable(1.0, name="v")
        with tf.device("/cpu:0"):
            loss = tf.negative(v, name="loss")
        with tf.device("/cpu:1"):
            return tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)

    def colocated_gradients():
        with tf.device("/cpu:1"):
            x = tf.constant(3.0, name="x")
            y = tf.add_n([x, tf.identity(x, name="i")], name="y")
        with tf.device("/cpu:0"):
            return tf.gradients(y, x, colocate_gradients_with_ops=True)

    def saver():
        with tf.device("/cpu:1"):
            v = tf.Variable(1.0, name="v")
        tf.train.Saver([v])
        return v.value()

    def towers(colocate):
        """Three towers on two devices share variables that lie on a third; the mean of their gradients is applied."""

        def build():
            optimizer = tf.train.GradientDescentOptimizer(0.25)
            gradients, losses = [], []
            for number, device in enumerate(["/cpu:1", "/cpu:2", "/cpu:1"]):
                setter = tf.train.replica_device_setter(ps_tasks=1, ps_device="/cpu:0", worker_device=device)
                with tf.device(setter), tf.name_scope("tower_" + str(number)):
                    with tf.variable_scope("shared", reuse=number > 0):
                        w = tf.get_variable("w", initializer=[1.0, -2.0])
                        b = tf.get_variable("b", initializer=0.5)
                    x = tf.constant([[1.0, number], [2.0, 1.0]], name="x")
                    error = tf.subtract(tf.reduce_sum(x * w, 1) + b, [3.0, 1.0], name="error")
                    losses.append(tf.reduce_mean(tf.square(error), name="loss"))
                    gradients.append(optimizer.compute_gradients(losses[-1], colocate_gradients_with_ops=colocate))
            with tf.device("/cpu:0"):
                means = []
                for number in range(2):
                    pairs = [of_tower[number] for of_tower in gradients]
                    means.append((tf.add_n([g for g, _ in pairs]) / 3.0, pairs[0][1]))
                train = optimizer.apply_gradients(means)
            with tf.control_dependencies([train]):
                return [tf.identity(value) for value in [w.value(), b.value()] + losses]

        return build

    def partly(op):
        return "/job:worker" if op.type == "Const" else ""

    def setter(**arguments):
        def build():
            with tf.device(tf.train.replica_device_setter(**arguments)):
                v = tf.Variable([1.0] * 5, name="v")
                w = tf.Variable([[2.0] * 3], name="w")
                u = tf.Variable(3.0, name="u")
                with tf.device("/cpu:1"):
                    z = tf.multiply(v, u, name="z")
                with tf.device("/job:other/task:4"):
                    t = tf.Variable(3.0, name="t")
            return [w, z, t]

        return build

    two, soft = {"cpus": 2}, {"cpus": 2, "soft": True}
    programs = [
        ("gpu", alone("/gpu:0"), {}),
        ("gpu, soft", alone("/gpu:0"), {"soft": True}),
        ("cpu:3", alone("/cpu:3"), {}),
        ("cpu:3 of 4", alone("/cpu:3"), {"cpus": 4}),
        ("no cpu", alone("/cpu:0"), {"cpus": 0}),
        ("ps", alone("/job:ps/task:7"), {}),
        ("ps, soft", alone("/job:ps/task:7"), {"soft": True}),
        ("tpu", alone("/device:TPU:0"), {}),
        ("tpu, soft", alone("/device:TPU:0"), {"soft": True}),
        ("any cpu", alone("/job:localhost/device:CPU:*"), two),
        ("any gpu", alone("/gpu"), two),
        ("replica", alone("/replica:1"), two),
        ("nested", alone("/job:localhost", "/task:0", "/cpu:1"), two),
        ("nested anew", alone("/cpu:0", None, "/cpu:1"), two),
        ("function", alone(lambda op: "/gpu:3"), {}),
        ("function inside", alone("/cpu:1", lambda op: ""), two),
        ("function outside", alone(lambda op: "/cpu:1", "/cpu:0"), two),
        ("function, partly", alone(partly, "/cpu:0"), two),
        ("conflict of ids", conflict("/cpu:1", "/cpu:0"), two),
        ("conflict of ids, soft", conflict("/cpu:1", "/cpu:0"), soft),
        ("conflict of types", conflict("/gpu:0", "/cpu:0", "/cpu:0"), two),
        ("conflict of types, soft", conflict("/gpu:0", "/cpu:0"), soft),
        ("conflict of jobs", conflict("/job:a", "/job:b"), two),
        ("conflict of jobs, soft", conflict("/job:a", "/job:b"), soft),
        ("conflict of replicas", conflict("/replica:0", "/replica:1"), two),
        ("conflict of tasks", conflict("/task:0", "/task:1"), two),
        ("no conflict", conflict("/cpu:*", "/job:localhost/cpu:1"), two),
        ("first of a group moved", moved("v"), two),
        ("first of a group moved, soft", moved("v"), soft),
        ("second of a group moved", moved("z"), two),
        ("variables", variable("/cpu:1", "/cpu:0"), two),
        ("a variable on gpu", variable("/gpu:0", "/cpu:0"), two),
        ("a variable on gpu, soft", variable("/gpu:0", "/cpu:1"), soft),
        ("two variables in a group", two_variables, two),
        ("two variables in a group, soft", two_variables, soft),
        ("use of a variable moved", moved_use, two),
        ("queue", queue, two),
        ("unused", unused, {}),
        ("unused, pruned", unused, {"pruned": True}),
        ("measured", measured, two),
        ("used in two places", used_in_two, two),
        ("optimizer", optimizer, two),
        ("gradients", colocated_gradients, two),
        ("saver", saver, two),
        ("towers", towers(False), {"cpus": 3, "values": True}),
        ("towers with their gradients", towers(True), {"cpus": 3, "values": True}),
        ("setter, 3 ps", setter(ps_tasks=3), {"soft": True}),
        ("setter, names", setter(ps_tasks=2, ps_device="/job:localhost", worker_device="/job:localhost/cpu:1"), two),
        ("setter, no merge", setter(ps_tasks=2, merge_devices=False), two),
        ("setter, none", setter(ps_tasks=0), two),
        ("setter, cluster", setter(cluster={"ps": ["a:1", "b:1"], "worker": ["c:1"]}), two),
        ("setter, ops", setter(ps_tasks=2, ps_ops=["Const"]), two),
        ("setter, strategy", setter(ps_tasks=2, ps_strategy=lambda op: len(op.outputs[0].shape.as_list())), two),
    ]
    return programs


def observed(tf, build, config, captured):
    """What a program builds and how it ends.

    Args:
      captured: a context manager that gives a list, which holds the lines of the standard output when it is left.
    """
    found = {}
    with tf.Graph().as_default() as graph, captured() as lines:
        try:
            fetches = build()
            found["nodes"] = [
                [
                    op.name,
                    op.device,
                    sorted(group.decode() for group in set(op.colocation_groups()) - {b"loc:@" + op.name.encode()}),
                ]
                for op in graph.get_operations()
            ]
            options = {"log_device_placement": True, "allow_soft_placement": config.get("soft", False)}
            if "cpus" in config:
                options["device_count"] = {"CPU": config["cpus"]}
            if "pruned" in config:
                options["graph_options"] = tf.GraphOptions(place_pruned_graph=True)
            with tf.Session(config=tf.ConfigProto(**options)) as session:
                session.run(tf.global_variables_initializer())
                values = session.run(fetches)
                if "values" in config:
                    found["values"] = [value.round(4).tolist() for value in values]
        except (tf.errors.OpError, TypeError, ValueError) as error:
            op = getattr(error, "op", None)
            found["error"] = [type(error).__name__, _plain(getattr(error, "message", str(error))), op and op.name]
    places = re.findall(r"^((?!_retval)\S+): \(\w+\): /job:localhost/replica:0/task:0/device:(\S+)$", "\n".join(lines), re.M)
    found["places"] = [list(place) for place in dict(places).items()]
    return found


def _plain(message):
    """The words of an error without what differs between two programs or machines: files, lines, XLA, the order of a set."""
    message = re.sub(r",? ?(/job:localhost/replica:0/task:0/device:)?XLA_CPU(:0)?", "", message)
    message = re.sub(r"\(defined at .*?:\d+\)", "(defined at)", message)
    message = re.sub(r"<[^<>]*:\d+>", "<place>", message)
    message = re.sub(r"<[^<>]*, \d+>", "<function>", message)
    message = re.sub(r"\n\t \[\[node .*? \]\]", "\n", message)
    message = re.sub(r" +\n", "\n", message)
    return re.sub(r"(?:^\w+: CPU\n)+", lambda found: "".join(sorted(found.group().splitlines(True))), message, flags=re.M)
