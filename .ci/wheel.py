"""What pyproject.toml says to cibuildwheel, as variables of a shell."""

import shlex
from pathlib import Path

try:
    import tomllib
except ModuleNotFoundError:  # before Python 3.11; pytest brings it
    import tomli as tomllib

settings = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["cibuildwheel"]
print(f"ENVIRONMENT={shlex.quote(' '.join(f'{name}={value}' for name, value in settings['environment'].items()))}")
print(f"EXTRAS={shlex.quote(','.join(settings['test-extras']))}")
print(f"REQUIRES=({shlex.join(settings['test-requires'])})")
print(f"SOURCES=({shlex.join(settings['test-sources'])})")
print(f"TESTS={shlex.quote(settings['test-command'])}")
