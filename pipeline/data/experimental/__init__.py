"""`tf.data.experimental` and `tf.contrib.data`: transformations for `Dataset.apply`, further sources, what is asked of datasets."""
