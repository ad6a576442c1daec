"""Estimators of ready-made models: linear, deep, both, and one that knows the labels alone."""
