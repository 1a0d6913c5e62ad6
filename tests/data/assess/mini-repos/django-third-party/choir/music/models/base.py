from django.db import models
from model_utils.models import TimeStampedModel


class Named(TimeStampedModel):
    name = models.CharField(max_length=80)

    class Meta:
        abstract = True
