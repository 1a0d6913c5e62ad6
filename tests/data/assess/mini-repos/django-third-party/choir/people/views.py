from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.views import View
from django.views.decorators.cache import cache_page
from django.views.decorators.http import require_GET


class Door(LoginRequiredMixin, View):
    def get(self, request):
        return HttpResponse()

    def post(self, request):
        return HttpResponse()


@cache_page(60)
@require_GET
def roll_call(request, year, month):
    return HttpResponse()
