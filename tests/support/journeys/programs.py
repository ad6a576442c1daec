"""Programs that train: inputs, a network, a loss, an optimizer, summaries, a saver.

A program is a seed: the same in every library and every Python since 3.7. `write(tf, seed)` adds it to the default graph, and
says by names alone what to run in it. Values stay within bounds, so that what libraries round differently stays small.
"""

from __future__ import annotations

import contextlib
import random

import numpy as np

from . import inputs, layers

STEPS = 3
_BOUND = 3.0


def write(tf, seed):
    """Add the program of a seed to the default graph; gives the plan, see `travel.Plan`."""
    return _Writer(tf, seed).plan()


class _Writer:
    """A program being written.

    Attributes:
      draw, random: what is drawn from, Python's and NumPy's.
      files: what has to lie in the directory in which the graph runs, by name.
      feeds: for each step what is fed, arrays by names of tensors.
    """

    def __init__(self, tf, seed):
        self.tf = tf
        self.draw = random.Random(seed)
        self.random = np.random.RandomState(seed)
        self.files = {}
        self.feeds = [{} for _ in range(STEPS)]
        self.starts = []
        self.summaries = []
        self.metrics = {}
        self.made = 0
        tf.set_random_seed(seed % 1000 + 1)

    def flip(self, chance=0.5):
        return self.draw.random() < chance

    def numbers(self, *shape):
        return self.random.uniform(-1, 1, shape).astype(np.float32)

    def variable(self, name, shape, trainable=True):
        initial = self.tf.constant_initializer(self.numbers(*shape) * 0.7)
        return self.tf.get_variable(name, list(shape), self.tf.float32, initial, trainable=trainable)

    def fed(self, name, shape, make, dtype=None):
        tensor = self.tf.placeholder(dtype or self.tf.float32, shape, name)
        for feed in self.feeds:
            feed[tensor.name] = np.asarray(make(), tensor.dtype.as_numpy_dtype)
        return tensor

    def plan(self):
        tf = self.tf
        scope = tf.variable_scope("net", use_resource=True) if self.flip(0.3) else contextlib.nullcontext()
        x, labels = self.draw.choice(inputs.KINDS)(self)
        with scope:
            for _ in range(self.draw.randint(2, 6)):
                self.made += 1
                with tf.variable_scope(f"part_{self.made}"):
                    x = self.layer(x)
            logits = tf.matmul(x, self.variable("last", (int(x.shape[1]), inputs.CLASSES)))
            loss = self.loss(logits, labels)
            train, more = self.training(loss)
        fetches = {"loss": loss, "logits": logits, **more}
        self.note(loss, logits)
        self.measure(logits, labels)
        fetches["labels"] = labels
        fetches.update({"metric_" + name: value for name, value in self.metrics.items()})
        if self.summaries:
            fetches["summary"] = tf.summary.merge_all() if self.flip(0.7) else tf.summary.merge(self.summaries)
        after = {"after_" + v.op.name: v.value() for v in tf.global_variables()}
        saver = self.saver()
        self.starts += [tf.global_variables_initializer().name, tf.local_variables_initializer().name]
        self.starts += [tf.tables_initializer().name]
        return {
            "start": self.starts,
            "feeds": self.feeds,
            "fetches": {name: one.name for name, one in fetches.items()},
            "train": train.name,
            "after": {name: one.name for name, one in after.items()},
            "saver": saver,
            "files": self.files,
        }

    def layer(self, x):
        """A layer, whose output is a matrix of a known number of columns, within bounds."""
        tf = self.tf
        made = self.draw.choice(layers.KINDS)(self, x)
        made = tf.reshape(made, [-1, int(np.prod(made.shape.as_list()[1:]))]) if made.shape.ndims != 2 else made
        if int(made.shape[1]) > 12:
            made = tf.matmul(made, self.variable("narrow", (int(made.shape[1]), 5)))
        bounded = self.draw.choice(
            [
                lambda: tf.clip_by_value(made, -_BOUND, _BOUND),
                lambda: tf.tanh(made),
                lambda: tf.nn.l2_normalize(made, 1, 1e-2),
                lambda: made / (1.0 + tf.abs(made)),
                lambda: tf.minimum(tf.maximum(made, -_BOUND), _BOUND),
            ]
        )
        return bounded()

    def loss(self, logits, labels):
        tf = self.tf
        hot = tf.one_hot(labels, inputs.CLASSES)
        losses = [
            lambda: tf.losses.sparse_softmax_cross_entropy(labels, logits),
            lambda: tf.losses.softmax_cross_entropy(hot, logits, label_smoothing=self.draw.choice([0, 0.1])),
            lambda: tf.losses.sigmoid_cross_entropy(hot, logits),
            lambda: tf.losses.mean_squared_error(hot, logits),
            lambda: tf.losses.absolute_difference(hot, logits),
            lambda: tf.losses.hinge_loss(hot, logits),
            lambda: tf.losses.huber_loss(hot, logits),
            lambda: tf.losses.log_loss(hot, tf.sigmoid(logits)),
            lambda: tf.losses.cosine_distance(tf.nn.l2_normalize(hot, 1), tf.nn.l2_normalize(logits, 1), axis=1),
            lambda: tf.losses.mean_pairwise_squared_error(hot, logits),
            lambda: tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)),
            lambda: tf.reduce_mean(tf.nn.weighted_cross_entropy_with_logits(hot, logits, 2.0)),
            lambda: tf.reduce_mean(tf.nn.log_poisson_loss(hot, logits, compute_full_loss=True)),
        ]
        loss = self.draw.choice(losses)()
        if self.flip(0.3):
            loss = loss + 0.01 * tf.add_n([tf.nn.l2_loss(v) for v in tf.trainable_variables()])
        if self.flip(0.2):
            loss = loss + tf.reduce_sum(tf.convert_to_tensor([tf.reduce_mean(tf.abs(v)) for v in tf.trainable_variables()]))
        return loss

    def rate(self, step):
        tf = self.tf
        rates = [
            lambda: 0.05,
            lambda: tf.train.exponential_decay(0.05, step, 2, 0.9, staircase=self.flip()),
            lambda: tf.train.polynomial_decay(0.05, step, 10, 0.01, 2.0),
            lambda: tf.train.inverse_time_decay(0.05, step, 2, 0.5),
            lambda: tf.train.natural_exp_decay(0.05, step, 2, 0.5),
            lambda: tf.train.piecewise_constant(tf.cast(step, tf.int32), [1, 2], [0.05, 0.04, 0.03]),
            lambda: tf.train.cosine_decay(0.05, step, 10),
            lambda: tf.placeholder_with_default(0.05, []),
        ]
        return self.draw.choice(rates)()

    def optimizer(self, step):
        train, rate = self.tf.train, self.rate(step)
        kinds = [
            lambda: train.GradientDescentOptimizer(rate),
            lambda: train.MomentumOptimizer(rate, 0.9, use_nesterov=self.flip()),
            lambda: train.AdamOptimizer(rate),
            lambda: train.AdagradOptimizer(rate),
            lambda: train.AdadeltaOptimizer(rate),
            lambda: train.RMSPropOptimizer(rate, momentum=0.5, centered=self.flip()),
            lambda: train.FtrlOptimizer(rate, l1_regularization_strength=0.01),
            lambda: train.ProximalAdagradOptimizer(rate, l2_regularization_strength=0.1),
            lambda: train.ProximalGradientDescentOptimizer(rate, l1_regularization_strength=0.01),
            lambda: train.AdagradDAOptimizer(rate, step),
        ]
        return self.draw.choice(kinds)()

    def training(self, loss):
        tf = self.tf
        step = tf.train.get_or_create_global_step()
        optimizer = self.optimizer(step)
        pairs = [(g, v) for g, v in optimizer.compute_gradients(loss) if g is not None]
        more = {f"d_{at}": tf.convert_to_tensor(g) for at, (g, _) in enumerate(pairs[:3])}
        if self.flip(0.3):
            clipped, norm = tf.clip_by_global_norm([g for g, _ in pairs], 1.0)
            pairs = list(zip(clipped, [v for _, v in pairs]))  # noqa: B905  # Python 3.7
            more["norm"] = norm
        elif self.flip(0.3):
            pairs = [(g if isinstance(g, tf.IndexedSlices) else tf.clip_by_norm(g, 1.0), v) for g, v in pairs]
        train = optimizer.apply_gradients(pairs, step)
        if self.flip(0.3):
            average = tf.train.ExponentialMovingAverage(0.9, step if self.flip() else None)
            with tf.control_dependencies([train]):
                train = average.apply([v for _, v in pairs])
        if self.flip(0.2):
            count = tf.get_variable("count", [], tf.int32, tf.zeros_initializer(), trainable=False)
            with tf.control_dependencies([train]):
                train = tf.group(tf.assign_add(count, 2), tf.check_numerics(loss, "loss"))
        return train, more

    def note(self, loss, logits):
        tf = self.tf
        kinds = [
            lambda: tf.summary.scalar("loss", loss),
            lambda: tf.summary.histogram("logits", logits),
            lambda: tf.summary.scalar("rate", tf.reduce_max(logits)),
            lambda: tf.summary.text("note", tf.as_string(tf.cast(tf.shape(logits), tf.int32))),
            lambda: tf.summary.image("picture", tf.reshape(tf.sigmoid(logits[:1]), [1, 1, inputs.CLASSES, 1])),
            lambda: tf.summary.audio("sound", tf.reshape(tf.tanh(logits), [1, -1, 1]), 8000.0),
        ]
        self.summaries = [make() for make in self.draw.sample(kinds, self.draw.randint(0, 4))]

    def measure(self, logits, labels):
        tf = self.tf
        found = tf.argmax(logits, 1)
        chances = tf.nn.softmax(logits)[:, 0]
        kinds = {
            "accuracy": lambda: tf.metrics.accuracy(labels, found),
            "mean": lambda: tf.metrics.mean(logits),
            "auc": lambda: tf.metrics.auc(tf.equal(labels, 0), chances, num_thresholds=11),
            "precision": lambda: tf.metrics.precision(tf.equal(labels, 0), tf.equal(found, 0)),
            "recall": lambda: tf.metrics.recall(tf.equal(labels, 0), tf.equal(found, 0)),
            "per_class": lambda: tf.metrics.mean_per_class_accuracy(labels, found, inputs.CLASSES),
            "iou": lambda: tf.metrics.mean_iou(labels, found, inputs.CLASSES),
            "error": lambda: tf.metrics.mean_squared_error(tf.one_hot(labels, inputs.CLASSES), logits),
        }
        for name in self.draw.sample(sorted(kinds), self.draw.choice([0, 0, 1, 2])):
            self.metrics[name] = kinds[name]()[1]

    def saver(self):
        tf = self.tf
        if self.flip(0.4):
            return None
        version = tf.train.SaverDef.V1 if self.flip(0.3) else tf.train.SaverDef.V2
        found = tf.train.Saver(write_version=version, sharded=self.flip(0.2)).as_saver_def()
        return [found.filename_tensor_name, found.save_tensor_name, found.restore_op_name]
