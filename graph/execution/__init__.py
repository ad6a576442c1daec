"""Sessions: what was asked for, compiled to one Python function, and the interpreter that defines its meaning."""
