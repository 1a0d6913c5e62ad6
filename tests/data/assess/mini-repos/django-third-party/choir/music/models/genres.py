from django.db import models
from mptt.models import MPTTModel, TreeForeignKey


class Genre(MPTTModel):
    above = TreeForeignKey("self", null=True, on_delete=models.CASCADE)
