"""Layers: functions of tensors that make their variables when they are first called."""
