from functools import cached_property

from pydantic import Field, PostgresDsn
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PARCELS_", env_file=".env")

    dsn: PostgresDsn
    base: str = "/parcels"
    valkey_url: str = Field("redis://valkey", validation_alias="VALKEY_URL")

    @cached_property
    def api(self) -> str:
        return f"{self.base}/api"


settings = Settings()
