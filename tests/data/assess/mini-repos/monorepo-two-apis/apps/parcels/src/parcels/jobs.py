from arq.connections import RedisSettings


class Settings:
    redis_settings = RedisSettings()
