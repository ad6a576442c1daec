"""Commands that make graphs of graphs."""
