"""Messages of graphs at random, and what a library makes of them.

What TensorFlow 1.15 makes of them stands in `golden/rules/random_messages.json`, which `golden/rules/record_random_messages.py`
writes; its Python is 3.7, and these modules are written for both.
"""
