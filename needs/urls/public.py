"""What everybody reads."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from needs.views import between, briefs, dialogue_demand, found, outcome
from needs.views import public as pages


class LaterConverter(IntConverter):
    """The number of an edition after the first: that one has no number in its address."""

    regex = "[2-9]|[1-9][0-9]{1,3}"


register_converter(LaterConverter, "later")

public = [
    path("dialogues/<slug:slug>/demand/", dialogue_demand.demand, name="dialogue-demand"),
    path("dialogues/<slug:slug>/demand/<slug:kind>/", dialogue_demand.demand_file, name="dialogue-demand-file"),
    path("dialogues/<slug:slug>/outcome/", outcome.outcome, name="outcome"),
    path("needs/", found.need_list, name="needs"),
    path("needs/<int:pk>/", found.need, name="need"),
    path("challenges/", found.challenge_list, name="challenges"),
    path("challenges/<slug:slug>/", pages.challenge, name="challenge"),
    path("challenges/<slug:slug>/changes/<int:before>-<int:after>/", between.changes, name="challenge-changes"),
    path("challenges/<slug:slug>/v<int:number>/", pages.statement, name="statement"),
    path("challenges/<slug:slug>/v<int:number>/statement.json", pages.content, name="statement-content"),
    path("challenges/<slug:slug>/v<int:number>/brief.pdf", briefs.brief, name="brief"),
    path("challenges/<slug:slug>/v<int:number>/edition-<later:edition>/brief.pdf", briefs.brief, name="brief-edition"),
]
