from django.db import models
from wagtail.models import Page

from .base import Named


class Voice(models.TextChoices):
    HIGH = "h"
    LOW = "l"


class PieceQuerySet(models.QuerySet):
    pass


class Piece(Named):
    slug = models.SlugField()
    objects = PieceQuerySet.as_manager()


class Part(models.Model):
    voice = models.CharField(choices=Voice.choices, max_length=1)

    class Meta:
        ordering = ["voice"]


class ScorePage(Page):
    piece = models.ForeignKey(Piece, on_delete=models.PROTECT)
