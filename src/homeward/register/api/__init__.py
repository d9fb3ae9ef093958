"""The API of the register, by subject: ``persons`` and ``places``."""

from homeward.register.api.persons import router as persons
from homeward.register.api.places import router as places

routers = (persons, places)
