"""Nothing counted against somebody in one test counts in the next; passwords are hashed as quickly as may be."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test.utils import override_settings


@pytest.fixture(autouse=True)
def _no_throttle_left(request: pytest.FixtureRequest) -> Iterator[None]:
    for name in ("desk", "quick_desk"):
        if name in request.fixturenames:
            request.getfixturevalue(name)
            cache.clear()
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield
