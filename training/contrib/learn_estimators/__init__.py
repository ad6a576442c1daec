"""Estimators as tf.contrib.learn has them: trained, evaluated and asked by arrays or input functions."""
