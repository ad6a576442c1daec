"""Functions of graphs: bodies that are graphs of their own, what they capture, how they are written as FunctionDefs."""
