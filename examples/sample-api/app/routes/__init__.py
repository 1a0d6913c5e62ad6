"""The HTTP layer: reads requests, asks a service, answers JSON."""

from app.routes.loans import loans
from app.routes.members import members
from app.routes.tools import tools

BLUEPRINTS = (members, tools, loans)
