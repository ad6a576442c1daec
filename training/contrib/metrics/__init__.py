"""tf.contrib.metrics: streaming metrics, predictions before labels."""
