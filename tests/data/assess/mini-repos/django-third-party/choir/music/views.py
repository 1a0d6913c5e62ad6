from rest_framework import generics, status
from rest_framework.decorators import action, api_view, permission_classes
from rest_framework.response import Response
from rest_framework.viewsets import ModelViewSet, ReadOnlyModelViewSet

from choir.music.models import Genre, Part, Piece


class Quiet(ModelViewSet):
    http_method_names = ["get", "post", "head", "options"]


class PieceViewSet(Quiet):
    queryset = Piece.objects.all()
    lookup_field = "slug"

    @action(methods=["post", "get"], detail=True, url_path="sung-on")
    def sung(self, request, slug=None):
        return Response(status=status.HTTP_204_NO_CONTENT)


class PartViewSet(ReadOnlyModelViewSet):
    queryset = Part.objects.all()


class GenreDetail(generics.RetrieveDestroyAPIView):
    queryset = Genre.objects.all()


@api_view(http_method_names=["GET", "POST"])
@permission_classes([])
def search(request):
    return Response([])
