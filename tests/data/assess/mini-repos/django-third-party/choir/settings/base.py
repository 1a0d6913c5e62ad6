from decouple import Csv, config

SECRET_KEY = config("CHOIR_SECRET")
ALLOWED_HOSTS = config("CHOIR_HOSTS", default="*", cast=Csv())
ROOT_URLCONF = "choir.urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.mysql",
        "NAME": config("MYSQL_DATABASE", default="choir"),
        "HOST": "mysql",
    }
}
CACHES = {"default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": config("CACHE_AT")}}
INSTALLED_APPS = ["django.contrib.admin", "rest_framework", "wagtail", "choir.music", "choir.people"]
