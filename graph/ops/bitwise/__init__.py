"""Integers bit by bit."""
