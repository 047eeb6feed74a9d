"""The curation desk's addresses: the needs, what is done with them, and the demand behind them."""

from django.urls import path

from needs.urls.writing import DESK
from needs.views import acting, acts, demand, desk, full_demand, listing, need, rates, saved, selecting, sharing

curation = [
    path("workspace/needs/", listing.NeedList.as_view(), name="workspace-needs"),
    path("workspace/needs/views/save/", saved.save_view, name="workspace-need-view-save"),
    path("workspace/needs/views/<int:pk>/delete/", saved.delete_view, name="workspace-need-view-delete"),
    path("workspace/needs/selection/", selecting.need_selection, name="workspace-need-selection"),
    path("workspace/needs/join/", acting.JoinView.as_view(), name="workspace-join"),
    path("workspace/needs/add/", acting.AddView.as_view(), name="workspace-add"),
    path("workspace/needs/move/", acting.MoveView.as_view(), name="workspace-move"),
    path("workspace/needs/remove/", acting.RemoveView.as_view(), name="workspace-remove"),
    path("workspace/needs/accept/", acting.AcceptView.as_view(), name="workspace-accept"),
    path("workspace/needs/decline/", acting.DeclineView.as_view(), name="workspace-decline"),
    path("workspace/needs/split/", sharing.SplitView.as_view(), name="workspace-split"),
    path("workspace/needs/news/", acts.desk_news, name="workspace-desk-news"),
    path("workspace/needs/acts/", acts.act_list, name="workspace-acts"),
    path("workspace/needs/acts/<int:pk>/undo/", acts.undo_act, name="workspace-act-undo"),
    path("workspace/needs/<int:pk>/", need.NeedView.as_view(), name="workspace-need"),
    path("workspace/needs/<int:pk>/accept/", need.accept_need, name="workspace-need-accept"),
    path("workspace/needs/<int:pk>/similar/<int:other>/hide/", need.hide_similar, name="workspace-need-similar-hide"),
    path("workspace/needs/<int:pk>/similar/show/", need.show_similar, name="workspace-need-similar-show"),
    path("workspace/challenges/", desk.challenge_list, name="workspace-challenges"),
    path(DESK + "needs/", desk.NeedsPart.as_view(), name="workspace-challenge-needs"),
]

figures = [
    path("workspace/rates/", rates.rate_list, name="workspace-rates"),
    path("workspace/rates/add/", rates.AddRates.as_view(), name="workspace-rates-add"),
    path("workspace/dialogues/<slug:slug>/demand/", full_demand.DialogueDemandView.as_view(), name="workspace-demand"),
    path("workspace/municipality/<int:pk>/demand/", full_demand.BodyDemandView.as_view(), name="workspace-body-demand"),
    path(DESK + "demand/", demand.DemandPart.as_view(), name="workspace-challenge-demand"),
]
