"""TensorFlow's messages: our own `.proto` files, and the classes that protoc made of them.

Field names, numbers and types are TensorFlow's, so the bytes are too. The package and the file names are our own, so
that TensorFlow and TensorBoard can be imported in the same process. `generate.py` makes the `_pb2` modules.
"""
