"""Record SavedModels of TensorFlow 1.15.5, and what it says of bad ones.

python tests/golden/saved_models/record.py
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import tensorflow as tf

HERE = Path(__file__).parent


def said(call):
    try:
        call()
    except Exception as error:
        return [type(error).__name__, str(error)]
    return None


def build(directory, as_text):
    words = HERE / "words.txt"
    words.write_text("one two")
    with tf.Graph().as_default(), tf.Session() as sess:
        x = tf.placeholder(tf.float32, [None, 2], name="x")
        weights = tf.get_variable("weights", initializer=[[1.0], [2.0]])
        part = tf.get_variable("bias", [1], initializer=tf.ones_initializer())
        y = tf.add(tf.matmul(x, weights), part, name="y")
        name = tf.constant(str(words), name="asset_path")
        text = tf.Variable("", trainable=False, collections=[tf.GraphKeys.LOCAL_VARIABLES], name="text")
        main = tf.group(tf.assign(text, tf.read_file(name)), name="main")
        length = tf.strings.length(text, name="length")
        sess.run(tf.global_variables_initializer())
        sess.run(weights.assign([[3.0], [4.0]]))
        signature = tf.saved_model.predict_signature_def({"x": x}, {"y": y, "length": length})
        builder = tf.saved_model.Builder(str(directory))
        builder.add_meta_graph_and_variables(
            sess,
            [tf.saved_model.SERVING],
            {"serving_default": signature},
            assets_collection=[name],
            main_op=main,
            strip_default_attrs=True,
        )
        if not as_text:
            builder.add_meta_graph(["serve", "gpu"], {"other": signature})
        builder.save(as_text)
    words.unlink()


def refusals():
    found = {}
    builder = lambda name: tf.saved_model.Builder(os.path.join("/tmp/saved_model_record", name))  # noqa: E731
    shutil.rmtree("/tmp/saved_model_record", ignore_errors=True)
    with tf.Graph().as_default(), tf.Session() as sess:
        v = tf.Variable(1.0)
        number, text = tf.constant(1.0), tf.constant("a")
        sess.run(v.initializer)
        add = lambda b, **kw: b.add_meta_graph_and_variables(sess, ["serve"], **kw)  # noqa: E731
        found["further first"] = said(lambda: builder("a").add_meta_graph(["serve"]))
        twice = builder("b")
        add(twice)
        found["twice"] = said(lambda: add(twice))
        twice.save()
        found["not empty"] = said(lambda: builder("b"))
        found["main op"] = said(lambda: add(builder("c"), main_op=number))
        found["asset no tensor"] = said(lambda: add(builder("d"), assets_collection=["x"]))
        found["asset no constant"] = said(lambda: add(builder("e"), assets_collection=[v]))
        found["asset computed"] = said(lambda: add(builder("e2"), assets_collection=[tf.strings.join([text, text])]))
        found["asset number"] = said(lambda: add(builder("f"), assets_collection=[number]))
        found["asset two"] = said(lambda: add(builder("g"), assets_collection=[tf.constant(["a", "b"])]))
        empty = tf.saved_model.build_signature_def()
        empty.inputs["x"].dtype = 1
        found["no encoding"] = said(lambda: add(builder("h"), signature_def_map={"a": empty}))
        untyped = tf.saved_model.build_signature_def()
        untyped.inputs["x"].name = "y:0"
        found["no dtype"] = said(lambda: add(builder("i"), signature_def_map={"a": untyped}))
        plain = tf.saved_model.predict_signature_def({"a": number}, {"a": number})
        for key in ("__saved_model_init_op", "__saved_model_train_op"):
            found[key] = said(lambda key=key: add(builder("j" + key), signature_def_map={key: plain}))
        s = tf.saved_model
        for name, call in {
            "predict inputs": lambda: s.predict_signature_def({}, {"a": number}),
            "predict outputs": lambda: s.predict_signature_def({"a": number}, None),
            "regress none": lambda: s.regression_signature_def(None, number),
            "regress no tensor": lambda: s.regression_signature_def("a", number),
            "regress no predictions": lambda: s.regression_signature_def(text, None),
            "regress number": lambda: s.regression_signature_def(number, number),
            "regress text": lambda: s.regression_signature_def(text, text),
            "classify none": lambda: s.classification_signature_def(None, None, None),
            "classify no tensor": lambda: s.classification_signature_def("a", None, None),
            "classify nothing": lambda: s.classification_signature_def(number, None, None),
            "classify number": lambda: s.classification_signature_def(number, text, None),
            "classify classes": lambda: s.classification_signature_def(text, number, None),
            "classify scores": lambda: s.classification_signature_def(text, None, text),
            "info": lambda: s.get_tensor_from_tensor_info(tf.compat.v1.MetaGraphDef().signature_def["a"].inputs["b"]),
            "load nothing": lambda: s.load(sess, ["serve"], "/tmp/saved_model_record/none"),
            "load tags": lambda: s.load(sess, ["serve", "tpu"], "/tmp/saved_model_record/b"),
        }.items():
            found[name] = said(call)
    shutil.rmtree("/tmp/saved_model_record", ignore_errors=True)
    return found


if __name__ == "__main__":
    for form in ("binary", "text"):
        shutil.rmtree(HERE / form, ignore_errors=True)
        build(HERE / form, form == "text")
    (HERE / "refusals.json").write_text(json.dumps(refusals(), indent=1) + "\n")
