"""The addresses at which a need is written, answered and talked about."""

from django.urls import path

from core.kept_forms import keeps_typed
from needs.views import attachments, cpv, demand_lines, need, proposals, steps, translations, writing

NEED = "workspace/needs/<int:pk>/"

intake = [
    path("workspace/municipality/<int:pk>/needs/new/", writing.NewNeed.as_view(), name="workspace-need-new"),
    path(NEED + "write/<slug:section>/", keeps_typed(writing.WriteView.as_view()), name="workspace-need-write"),
    path(NEED + "attachments/", attachments.AttachmentsView.as_view(), name="workspace-need-attachments"),
    path(NEED + "attachments/<int:file>/", attachments.download, name="workspace-need-attachment"),
    path(NEED + "attachments/<int:file>/remove/", attachments.remove, name="workspace-need-attachment-remove"),
    path(NEED + "demand/", demand_lines.LinesView.as_view(), name="workspace-need-demand"),
    path(NEED + "demand/sheet/", demand_lines.SheetView.as_view(), name="workspace-need-demand-sheet"),
    path(NEED + "demand/template.<slug:kind>", demand_lines.template, name="workspace-need-demand-template"),
    path(NEED + "cpv/", cpv.CpvView.as_view(), name="workspace-need-cpv"),
    path("workspace/proposals/<int:pk>/", proposals.proposal_page, name="workspace-proposal"),
    path("workspace/proposals/<int:pk>/accept/", proposals.accept, name="workspace-proposal-accept"),
    path("workspace/proposals/<int:pk>/throw-away/", proposals.throw_away, name="workspace-proposal-throw-away"),
    path(NEED + "submit/", steps.SubmitView.as_view(), name="workspace-need-submit"),
    path(NEED + "return/", steps.ReturnView.as_view(), name="workspace-need-return"),
    path(NEED + "decline/", steps.DeclineView.as_view(), name="workspace-need-decline"),
    path(NEED + "reopen/", steps.reopen, name="workspace-need-reopen"),
    path(NEED + "show/", steps.show, name="workspace-need-show"),
    path(NEED + "hide/", steps.hide, name="workspace-need-hide"),
    path(NEED + "withdraw/", steps.WithdrawView.as_view(), name="workspace-need-withdraw"),
    path(NEED + "comments/", keeps_typed(need.CommentView.as_view()), name="workspace-need-comment"),
    path(
        NEED + "translations/<slug:language>/",
        keeps_typed(translations.TranslateView.as_view()),
        name="workspace-need-translate",
    ),
]
