"""What Alembic runs before every migration: where the database is and what the models say."""

from logging.config import fileConfig

from alembic import context
from sqlalchemy import create_engine

from app.models import Base
from app.settings import Settings

if context.config.config_file_name:
    fileConfig(context.config.config_file_name, disable_existing_loggers=False)


def run_migrations() -> None:
    """Run the migrations that are asked for, all in one transaction."""
    engine = create_engine(Settings.from_environment().database_url)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    raise SystemExit(
        "Run migrations against a database: docker compose exec api alembic upgrade head"
    )
run_migrations()
