from django.http import HttpRequest, HttpResponse


def released(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("")
