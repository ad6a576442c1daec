"""Layers: functions of tensors that make their variables when they are first called.

Source of names, scopes, variables and messages: tf.layers, TensorFlow 1.15.
"""
