"""`tf.estimator`: a model function, trained, evaluated and exported."""
