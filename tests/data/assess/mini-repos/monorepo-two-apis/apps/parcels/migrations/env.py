from alembic import context
from parcels.tables import SQLModel

target_metadata = SQLModel.metadata
config = context.config
