from django.test import TestCase

from choir.people.models import Singer


class SingerTest(TestCase):
    def test_singer(self):
        self.assertFalse(Singer.objects.exists())
