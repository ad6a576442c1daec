"""Schedules: threads that run one at a time and are switched where a scheduler says, by a seed."""
