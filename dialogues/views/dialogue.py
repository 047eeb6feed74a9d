from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.public import public
from dialogues.models import Dialogue
from dialogues.pictures import timeline


@public
def dialogue_list(request: HttpRequest) -> HttpResponse:
    return render(request, "dialogues/dialogue_list.html", {"dialogues": Dialogue.objects.all()})


@public
def dialogue(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Dialogue.objects.select_related("builds_on"), slug=slug)
    milestones = list(found.milestones.all())
    context = {"dialogue": found, "milestones": milestones, "timeline": timeline(milestones)}
    return render(request, "dialogues/dialogue.html", context)
