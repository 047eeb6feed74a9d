from django.urls import path, register_converter
from django.urls.converters import IntConverter

from needs.intake_urls import intake
from needs.views import (
    acting,
    acts,
    between,
    board,
    briefs,
    circulating,
    demand,
    desk,
    dialogue_demand,
    found,
    full_demand,
    intents,
    listing,
    need,
    outcome,
    publishing,
    rates,
    receipts,
    saved,
    selecting,
    sharing,
    signing,
)
from needs.views import public as pages
from needs.writing_urls import DESK, writing


class LaterConverter(IntConverter):
    """The number of an edition after the first: that one has no number in its address."""

    regex = "[2-9]|[1-9][0-9]{1,3}"


register_converter(LaterConverter, "later")

BOARD = DESK + "signing/<int:number>/"

workspace = [
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
    path("workspace/rates/", rates.rate_list, name="workspace-rates"),
    path("workspace/rates/add/", rates.AddRates.as_view(), name="workspace-rates-add"),
    path("workspace/dialogues/<slug:slug>/demand/", full_demand.DialogueDemandView.as_view(), name="workspace-demand"),
    path("workspace/municipality/<int:pk>/demand/", full_demand.BodyDemandView.as_view(), name="workspace-body-demand"),
    path("workspace/challenges/", desk.challenge_list, name="workspace-challenges"),
    path(DESK + "needs/", desk.NeedsPart.as_view(), name="workspace-challenge-needs"),
    path(DESK + "demand/", demand.DemandPart.as_view(), name="workspace-challenge-demand"),
    path(DESK + "publish/", publishing.PublishPart.as_view(), name="workspace-challenge-publish"),
    path(DESK + "circulate/", circulating.CirculateView.as_view(), name="workspace-challenge-circulate"),
    path(DESK + "abandon/", board.AbandonView.as_view(), name="workspace-challenge-abandon"),
    path(DESK + "signing/", board.BoardPart.as_view(), name="workspace-challenge-signing"),
    path(BOARD, board.BoardPart.as_view(), name="workspace-challenge-board"),
    path(BOARD + "statement.json", board.content, name="workspace-challenge-content"),
    path(BOARD + "invite/", board.InviteView.as_view(), name="workspace-challenge-invite"),
    path(BOARD + "extend/", board.ExtendView.as_view(), name="workspace-challenge-extend"),
    path(BOARD + "revise/", board.ReviseView.as_view(), name="workspace-challenge-revise"),
    path(BOARD + "remind/<int:pk>/", board.remind, name="workspace-challenge-remind"),
    path("workspace/signing/", signing.signing_list, name="workspace-signings"),
    path("workspace/signing/<int:pk>/", signing.SigningView.as_view(), name="workspace-signing"),
    path("workspace/signing/<int:pk>/confirm/", signing.ConfirmView.as_view(), name="workspace-signing-confirm"),
    path("workspace/signing/<int:pk>/withdraw/", signing.WithdrawView.as_view(), name="workspace-signing-withdraw"),
    path("workspace/signing/<int:pk>/statement.json", signing.content, name="workspace-signing-content"),
    path("workspace/signing/receipts/<int:pk>.pdf", receipts.receipt, name="workspace-receipt"),
    path(
        "workspace/signing/ask/<slug:slug>/v<int:number>/<int:body>/", signing.ask_to_sign, name="workspace-signing-ask"
    ),
    path(DESK + "publish/release/", publishing.ReleaseView.as_view(), name="workspace-challenge-release"),
    path(DESK + "publish/moment/", publishing.RescheduleView.as_view(), name="workspace-challenge-moment"),
    path(DESK + "publish/recall/", publishing.RecallView.as_view(), name="workspace-challenge-recall"),
    path(DESK + "publish/briefs/<slug:language>/retry/", publishing.retry_brief, name="workspace-brief-retry"),
    path(
        "workspace/municipality/<int:pk>/challenges/",
        intents.BodyChallenges.as_view(),
        name="workspace-body-challenges",
    ),
    path(
        "workspace/municipality/<int:pk>/challenges/<slug:slug>/", intents.IntentView.as_view(), name="workspace-intent"
    ),
    path(DESK + "versions/add/", publishing.new_version, name="workspace-version-add"),
]

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

urlpatterns = [*intake, *writing, *workspace, *public]
