"""The networks of tf.contrib.slim.nets: layers, names of variables and end points as the published checkpoints have them."""
