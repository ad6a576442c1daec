"""Graphs as GraphDef messages, and back."""
