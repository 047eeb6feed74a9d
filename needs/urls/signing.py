"""The addresses at which a statement is circulated and signed, and its board."""

from django.urls import path

from needs.urls.writing import DESK
from needs.views import board, circulating, receipts, signing

BOARD = DESK + "signing/<int:number>/"

signatures = [
    path(DESK + "circulate/", circulating.CirculateView.as_view(), name="workspace-challenge-circulate"),
    path(DESK + "abandon/", board.AbandonView.as_view(), name="workspace-challenge-abandon"),
    path(DESK + "signing/", board.BoardPart.as_view(), name="workspace-challenge-signing"),
    path(BOARD, board.BoardPart.as_view(), name="workspace-challenge-board"),
    path(BOARD + "statement.json", board.content, name="workspace-challenge-content"),
    path(BOARD + "invite/", board.InviteView.as_view(), name="workspace-challenge-invite"),
    path(BOARD + "extend/", board.ExtendView.as_view(), name="workspace-challenge-extend"),
    path(BOARD + "revise/", board.ReviseView.as_view(), name="workspace-challenge-revise"),
    path(BOARD + "remind/", board.remind_missing, name="workspace-challenge-remind-missing"),
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
]
