"""`tf.data.experimental` and `tf.contrib.data`: transformations for `Dataset.apply`, further sources, questions."""
