"""Pipelines that are interrupted and go on in another session."""
