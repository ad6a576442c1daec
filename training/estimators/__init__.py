"""Estimators: a model that is trained, evaluated, asked and exported by methods, its state in a directory."""
