"""`tf.contrib.learn` but its estimators: vocabularies of texts, batches read from files, synthetic data, values of a graph."""
