"""Hooks of trainings of estimators."""
