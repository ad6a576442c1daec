"""What several tests share: import it as `from support.threads import in_thread`, from any directory under tests/.

tests/conftest.py puts this package in place under the name `support`. Assertions in its modules are rewritten by
pytest, as in tests.
"""
