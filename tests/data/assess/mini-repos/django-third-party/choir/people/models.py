from django.contrib.auth.models import AbstractUser
from django.db import models


class Singer(AbstractUser):
    since = models.DateField(null=True)


class Retired(Singer):
    class Meta:
        proxy = True
