"""Programs that train, evaluate and ask models of tf.contrib.learn, run by TensorFlow 1.15 and here. See support/compared."""

import os
import re

import numpy as np
from support.compared import Programs, results

PROGRAMS = Programs(results)


def _data():
    x = (np.sin(np.arange(80) * 1.7) * 2).astype(np.float32).reshape(20, 4)
    return x, (x[:, 0] > 0).astype(np.int64) + (x[:, 1] > 1).astype(np.int64), x[:, :1] * 2 - 1


def _columns(tf):
    return [tf.contrib.layers.real_valued_column("", dimension=4)]


def _linear(tf, n_classes=3, **given):
    return tf.contrib.learn.LinearClassifier(_columns(tf), model_dir="model", n_classes=n_classes, **given)


def _files(directory):
    """The names of the files of a directory, but those of events, which have the time in them."""
    return sorted(name for name in os.listdir(directory) if "tfevents" not in name)


def _rounded(found):
    return {name: float(f"{value:.4g}") for name, value in found.items()}


@PROGRAMS
def arrays(tf):
    x, y, _ = _data()
    model = _linear(tf)
    model.fit(x=x, y=y, steps=30)
    found = _rounded(model.evaluate(x=x, y=y))
    classes = [list(model.predict(x)), model.predict_classes(x, as_iterable=False)]
    probabilities = model.predict_proba(x[:2], as_iterable=False)
    one = list(model.predict(x[:1], outputs=["logits", "probabilities"]))
    names = [model.get_variable_names(), model.get_variable_value("linear/bias_weight")]
    return [found, classes, probabilities, sorted(one[0]), names, _files("model"), os.listdir("model/eval")[0][:6]]


@PROGRAMS
def batches(tf):
    """Batches are of a shuffled order, which is the same for each training."""
    x, y, _ = _data()
    model = _linear(tf)
    model.fit(x=x, y=y, steps=7, batch_size=8)
    model.partial_fit(x=x, y=y, batch_size=5)
    found = model.evaluate(x=x, y=y, batch_size=6, steps=2)
    return [_rounded(found), model.get_variable_value("linear//weight"), list(model.predict(x, batch_size=6))]


@PROGRAMS
def scikit(tf):
    x, y, _ = _data()
    model = tf.contrib.learn.SKCompat(_linear(tf))
    model.fit(x, y, steps=10, batch_size=4)
    found = model.score(x, y, batch_size=7, name="own")
    predicted = model.predict(x, batch_size=6, outputs=["classes"])
    return [_rounded(found), predicted, sorted(os.listdir("model"))[-1:], repr(model), model.get_params()]


@PROGRAMS
def regression(tf):
    x, _, y = _data()
    model = tf.contrib.learn.LinearRegressor(_columns(tf), model_dir="model")
    model.fit(x, y, max_steps=20)
    model.fit(x, y, max_steps=10)
    mean = tf.contrib.learn.MetricSpec(tf.contrib.metrics.streaming_mean, prediction_key="scores")
    found = _rounded(model.evaluate(x, y, metrics={"own": mean}))
    other = _rounded(model.evaluate(x, y, metrics={("other", "scores"): _plain_metric(tf)}))
    return [found, other, list(model.predict(x[:3])), model.predict_scores(x[:2], as_iterable=False)]


def _plain_metric(tf):
    def metric(predictions, labels):
        return tf.contrib.metrics.streaming_mean(predictions - tf.cast(tf.reshape(labels, [-1]), tf.float32))

    return metric


@PROGRAMS
def deep_regression(tf):
    x, _, y = _data()
    model = tf.contrib.learn.DNNRegressor([2], _columns(tf), model_dir="model", optimizer=_still(tf))
    model.fit(x, y, steps=1)
    found = model.evaluate(x, y, metrics={"own": _plain_metric(tf)})
    return [sorted(found), len(list(model.predict(x[:3]))), model.get_variable_names()]


def _still(tf):
    return tf.train.GradientDescentOptimizer(0.0)


@PROGRAMS
def named_arrays(tf):
    x, y, _ = _data()
    layers = tf.contrib.layers
    columns = [layers.real_valued_column("a", 2), layers.real_valued_column("b")]
    model = tf.contrib.learn.LinearClassifier(columns, model_dir="model", n_classes=3)
    given = {"a": x[:, :2], "b": x[:, 2]}
    model.fit(given, y, steps=5)
    return [_rounded(model.evaluate(given, y)), model.get_variable_value("linear/a/weight"), list(model.predict(given))]


@PROGRAMS
def iterators(tf):
    x, y, _ = _data()
    model = _linear(tf)
    model.fit(iter(x), iter(y), batch_size=8)
    found = model.evaluate(iter(x), iter(y), batch_size=8)
    return [_rounded(found), list(model.predict(iter(x), batch_size=3)), model.get_variable_value("linear//weight")]


@PROGRAMS
def input_functions(tf):
    def input_fn():
        x, y, _ = _data()
        return {"": tf.constant(x)}, tf.constant(y)

    model = _linear(tf)
    model.fit(input_fn=input_fn, steps=5)
    found = model.evaluate(input_fn=input_fn, steps=1)
    predicted = list(model.predict(input_fn=input_fn))
    all_at_once = model.predict(input_fn=input_fn, as_iterable=False)
    return [_rounded(found), predicted, all_at_once]


@PROGRAMS
def queues(tf):
    def input_fn():
        x, y, _ = _data()
        x, y = tf.train.slice_input_producer([x, y], num_epochs=1, shuffle=False)
        x, y = tf.train.batch([x, y], 8, allow_smaller_final_batch=True)
        return {"": x}, y

    model = _linear(tf)
    model.fit(input_fn=input_fn)
    return [_rounded(model.evaluate(input_fn=input_fn)), list(model.predict(input_fn=input_fn))]


@PROGRAMS
def csv(tf):
    """The program of the tutorial of 2017."""
    with open("train.csv", "w") as file:
        file.write("4,4,a,b,c\n6.4,2.8,5.6,2.2,2\n5.0,2.3,3.3,1.0,1\n4.9,2.5,4.5,1.7,2\n4.9,3.1,1.5,0.1,0\n")
    data = tf.contrib.learn.datasets.base.load_csv_with_header(
        filename="train.csv", target_dtype=int, features_dtype=np.float32
    )
    columns = [tf.contrib.layers.real_valued_column("", dimension=4)]
    model = tf.contrib.learn.DNNClassifier(
        feature_columns=columns, hidden_units=[10, 20, 10], n_classes=3, model_dir="iris", optimizer=_still(tf)
    )

    def get_train_inputs():
        return tf.constant(data.data), tf.constant(data.target)

    model.fit(input_fn=get_train_inputs, steps=2)
    accuracy = model.evaluate(input_fn=get_train_inputs, steps=1)["accuracy"]
    predicted = list(model.predict(input_fn=lambda: np.array([[6.4, 3.2, 4.5, 1.5]], np.float32)))
    return [0 <= accuracy <= 1, len(predicted), model.get_variable_names(), _files("iris")]


def _own_model_fn(features, labels, mode, params):
    tf = params["tf"]
    w = tf.get_variable("w", [4, 1], initializer=tf.zeros_initializer())
    predictions = tf.sigmoid(tf.matmul(features, w))
    loss = tf.reduce_mean(tf.square(predictions - tf.cast(labels, tf.float32)))
    step = tf.train.GradientDescentOptimizer(params["rate"]).minimize(loss, tf.train.get_global_step())
    return predictions, loss, step


@PROGRAMS
def own_model(tf):
    x, _, y = _data()
    model = tf.contrib.learn.Estimator(_own_model_fn, model_dir="model", params={"tf": tf, "rate": 0.5})
    model.fit(x, (y > 0).astype(np.int64)[:, 0], steps=3)
    found = model.evaluate(x, (y > 0).astype(np.int64)[:, 0], metrics={"own": _plain_metric(tf)})
    return [_rounded(found), list(model.predict(x[:2])), sorted(model.get_params(deep=False))]


@PROGRAMS
def engineered(tf):
    def engineer(features, labels):
        return features * 2.0, labels

    x, y, _ = _data()
    model = _linear(tf, feature_engineering_fn=engineer)
    model.fit(x, y, steps=3)
    return [_rounded(model.evaluate(x, y)), model.get_variable_value("linear//weight")]


@PROGRAMS
def logistic(tf):
    def model_fn(features, labels, mode):
        return _own_model_fn(features, labels, mode, {"tf": tf, "rate": 0.5})

    x, _, y = _data()
    y = (y > 0).astype(np.int64)
    model = tf.contrib.learn.LogisticRegressor(model_fn, thresholds=[0.25, 0.5], model_dir="model")
    model.fit(x, y, steps=3)
    found = model.evaluate(x, y)
    return _rounded({name: value for name, value in found.items() if name != "auc"})


@PROGRAMS
def watched(tf):
    """Early stopping: a model that gets worse."""
    learn, (x, y, _) = tf.contrib.learn, _data()
    config = learn.RunConfig(save_checkpoints_steps=1, save_checkpoints_secs=None)
    model = _linear(tf, config=config, optimizer=tf.train.GradientDescentOptimizer(-0.1))
    given = {"every_n_steps": 1, "early_stopping_rounds": 3, "check_interval_secs": None}
    monitor = learn.monitors.ValidationMonitor(x, y, **given)
    kept = learn.monitors.CaptureVariable("linear/bias_weight:0", every_n=2)
    model.fit(x, y, steps=50, monitors=[monitor, kept])
    found = [monitor.early_stopped, monitor.best_step, _rounded(monitor.best_metrics), monitor.best_value]
    return [found, sorted(kept.values), model.get_variable_value("global_step")]


@PROGRAMS
def stopped(tf):
    learn, (x, y, _) = tf.contrib.learn, _data()
    switches = ["Switch", "Merge", "RefSwitch", "VariableV2", "IsVariableInitialized"]
    model, dump = _linear(tf), learn.monitors.GraphDump(switches + learn.monitors.GraphDump.IGNORE_OPS)
    model.fit(x, y, monitors=[learn.monitors.StopAtStep(num_steps=3), learn.monitors.PrintTensor(["global_step"])])
    model.fit(x, y, monitors=[learn.monitors.StopAtStep(last_step=5), learn.monitors.LoggingTrainable(every_n=2), dump])
    return [model.get_variable_value("global_step"), sorted(dump.data), len(dump.compare(dump, 4)[1])]


@PROGRAMS
def saved_by_monitors(tf):
    learn, (x, y, _) = tf.contrib.learn, _data()

    class Own(learn.monitors.EveryN):
        def __init__(self):
            super().__init__(every_n_steps=3)
            self.seen = []

        def every_n_step_begin(self, step):
            self.seen.append(["begin", int(step)])
            return ["global_step:0"]

        def every_n_step_end(self, step, outputs):
            self.seen.append(["end", int(step), sorted(outputs)])

        def every_n_post_step(self, step, session):
            self.seen.append(["post", int(step)])

    model, own = _linear(tf), Own()
    monitors = [own, learn.monitors.StepCounter(2), learn.monitors.SummarySaver(None, 2)]
    model.fit(x, y, steps=8, monitors=monitors)
    return own.seen


@PROGRAMS
def exported(tf):
    x, y, _ = _data()
    model = _linear(tf)
    model.fit(x, y, steps=2)
    spec = {"": tf.FixedLenFeature([4], tf.float32)}
    serving = tf.contrib.learn.build_parsing_serving_input_fn(spec)
    path = model.export_savedmodel("out", serving)
    with tf.Session(graph=tf.Graph()) as session:
        found = tf.saved_model.loader.load(session, ["serve"], path.decode()).signature_def
        shown = {name: [one.method_name, sorted(one.inputs), sorted(one.outputs)] for name, one in found.items()}
        output = found["serving_default"].outputs["scores"].name
        example = tf.train.Example()
        example.features.feature[""].float_list.value.extend([1.0, 2.0, 3.0, 4.0])
        scores = session.run(output, {found["serving_default"].inputs["inputs"].name: [example.SerializeToString()]})
    return [shown, scores, results.refusal(lambda: model.export_savedmodel("out", serving, "other"))]


@PROGRAMS
def refused(tf):
    learn, (x, y, _) = tf.contrib.learn, _data()
    monitors = learn.monitors
    model = _linear(tf)
    fitted = _linear(tf)
    fitted.fit(x, y, steps=1)
    tensor = tf.constant(x)
    weighted = tf.contrib.learn.LinearClassifier(_columns(tf), n_classes=3, weight_column_name="w", model_dir="model")
    calls = [
        lambda: weighted.fit({"": x, "w": x[:, 0]}, y, steps=1),
        lambda: learn.DNNClassifier([2], _columns(tf), model_dir="other").evaluate(x, y),
        lambda: list(learn.DNNClassifier([2], _columns(tf), model_dir="other").predict(x)),
        lambda: model.fit(x, y, steps=1, max_steps=1),
        lambda: model.fit(),
        lambda: model.fit(x, y, input_fn=_data, steps=1),
        lambda: model.fit(input_fn=_data, batch_size=2, steps=1),
        lambda: model.fit(tensor, y, steps=1),
        lambda: model.fit(x, y, steps=1, batch_size=0),
        lambda: model.fit(iter(x), y, steps=1),
        lambda: model.evaluate(x, y, metrics=[1]),
        lambda: model.evaluate(x, y, feed_fn=_data),
        lambda: fitted.predict(x, outputs=["other"]),
        lambda: fitted.fit(x[:, :2], y, steps=1),
        lambda: learn.LinearClassifier(_columns(tf), model_dir="a", config=learn.RunConfig(model_dir="b")),
        lambda: learn.Estimator(lambda features, labels: None, params={"a": 1}),
        lambda: learn.SKCompat(model).set_params(other=1),
        lambda: monitors.ValidationMonitor(),
        lambda: monitors.StopAtStep(),
        lambda: monitors.StopAtStep(1, 2),
        lambda: monitors.CheckpointSaver("model"),
        lambda: monitors.CheckpointSaver("model", 1, 1),
        lambda: monitors.BaseMonitor().set_estimator(None),
        lambda: monitors.BaseMonitor().end(),
        lambda: monitors.BaseMonitor().step_begin(-1),
        lambda: monitors.BaseMonitor().epoch_begin(-1),
        lambda: monitors.BaseMonitor().epoch_end(1),
        lambda: learn.train(tf.Graph(), "", None, None),
        lambda: learn.train(tf.Graph(), "d", None, None),
        lambda: learn.train(tf.Graph(), "d", 1, None),
        lambda: learn.train(tf.Graph(), "d", 1, 1),
        lambda: learn.train(tf.Graph(), "d", 1, 1, steps=1, max_steps=1),
        lambda: learn.evaluate(tf.Graph(), "", None, {}),
    ]
    own = learn.monitors.BaseMonitor()
    own.begin()
    calls += [lambda: own.begin(), lambda: own.step_end(3, {})]
    found = [results.refusal(call) for call in calls]
    return [[kind, re.sub(" at 0x[0-9a-f]+", "", words)] for kind, words in found]


@PROGRAMS
def not_a_number(tf):
    x, y, _ = _data()
    model = _linear(tf)
    return results.refusal(lambda: model.fit(x * np.float32("nan"), y, steps=1))
