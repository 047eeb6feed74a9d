from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.public import public
from dialogues.models import Dialogue, News
from dialogues.pictures import timeline

NEWEST = 3  # pieces of news on a dialogue's page


@public
def dialogue_list(request: HttpRequest) -> HttpResponse:
    return render(request, "dialogues/dialogue_list.html", {"dialogues": Dialogue.objects.all()})


@public
def dialogue(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Dialogue.objects.select_related("builds_on"), slug=slug)
    milestones = list(found.milestones.all())
    context = {
        "dialogue": found,
        "milestones": milestones,
        "timeline": timeline(milestones),
        "news": News.objects.public()
        .filter(dialogue=found)
        .select_related("dialogue", "corrects", "correction")[:NEWEST],
    }
    return render(request, "dialogues/dialogue.html", context)
