"""Make this directory again, with TensorFlow 1.15: python record.py

A SavedModel, its graph as a GraphDef in both forms, and an event file of the graph.
"""

import glob
import os
import shutil
import sys
import tempfile

import tensorflow as tf

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    made = os.path.join(tempfile.mkdtemp(), "made")
    with tf.Graph().as_default(), tf.Session() as session:
        x = tf.placeholder(tf.float32, [None, 3], name="x")
        w = tf.get_variable("w", initializer=[[1.0], [2.0], [3.0]], use_resource=False)
        y = tf.matmul(x, w, name="y")
        session.run(tf.global_variables_initializer())
        builder = tf.saved_model.Builder(made)
        signature = tf.saved_model.build_signature_def(
            {"input": tf.saved_model.build_tensor_info(x)},
            {"output": tf.saved_model.build_tensor_info(y)},
            "tensorflow/serving/predict",
        )
        builder.add_meta_graph_and_variables(session, ["serve"], {"serving_default": signature})
        builder.save()
        tf.train.write_graph(session.graph_def, made, "graph.pbtxt")
        tf.train.write_graph(session.graph_def, made, "graph.pb", as_text=False)
        logs = os.path.join(made, "logs")
        tf.summary.FileWriter(logs, session.graph).close()
        (events,) = glob.glob(os.path.join(logs, "*tfevents*"))
        os.rename(events, os.path.join(made, "graph.tfevents"))
        os.rmdir(logs)
    shutil.copytree(os.path.join(made, "variables"), os.path.join(HERE, "variables"))
    for name in ("saved_model.pb", "graph.pb", "graph.pbtxt", "graph.tfevents"):
        shutil.copy(os.path.join(made, name), HERE)


if __name__ == "__main__":
    sys.exit(main())
