from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.public import public
from municipalities.participants import participants


@public
def participant_list(request: HttpRequest) -> HttpResponse:
    return render(request, "municipalities/participants.html", {"participants": participants()})
