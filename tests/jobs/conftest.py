"""The tasks of these tests are registered before any test asks for one."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import made_tasks

assert made_tasks
