"""Requests for information, and the answers to them."""

from django.urls import URLPattern, path

from core.kept_forms import keeps_typed
from suppliers.views import (
    public_requests,
    request_questions,
    request_steps,
    requests,
    response_answers,
    responses,
)

DESK = "requests/<slug:slug>/"
RESPONSES = "companies/<slug:key>/responses/"
RESPONSE = RESPONSES + "<slug:code>/"
QUESTION = DESK + "questions/<int:pk>/"

public: list[URLPattern] = [
    path("requests/", public_requests.request_list, name="requests"),
    path("requests/<slug:slug>/", public_requests.request_page, name="request"),
    path("requests/<slug:slug>/v<int:edition>/questions.pdf", public_requests.request_paper, name="request-paper"),
]

workspace: list[URLPattern] = [
    path("requests/", requests.request_list, name="workspace-requests"),
    path("requests/add/", requests.NewRequest.as_view(), name="workspace-request-add"),
    path(DESK, requests.RequestDesk.as_view(), name="workspace-request"),
    path(DESK + "text/", requests.RequestTexts.as_view(), name="workspace-request-text"),
    path(DESK + "times/", requests.RequestTimes.as_view(), name="workspace-request-times"),
    path(DESK + "copy/", requests.copy_request, name="workspace-request-copy"),
    path(DESK + "delete/", requests.DeleteRequest.as_view(), name="workspace-request-delete"),
    path(
        DESK + "questions/add/<slug:kind>/",
        request_questions.AddQuestion.as_view(),
        name="workspace-request-question-add",
    ),
    path(QUESTION, request_questions.EditQuestion.as_view(), name="workspace-request-question"),
    path(QUESTION + "copy/", request_questions.copy_question, name="workspace-request-question-copy"),
    path(QUESTION + "move/", request_questions.move_question, name="workspace-request-question-move"),
    path(QUESTION + "remove/", request_questions.RemoveQuestion.as_view(), name="workspace-request-question-remove"),
    path(QUESTION + "correct/", request_steps.CorrectRequest.as_view(), name="workspace-request-question-correct"),
    path(DESK + "preview/", request_steps.PreviewRequest.as_view(), name="workspace-request-preview"),
    path(DESK + "open/", request_steps.OpenRequest.as_view(), name="workspace-request-open"),
    path(DESK + "recall/", request_steps.recall_request, name="workspace-request-recall"),
    path(DESK + "extend/", request_steps.ExtendRequest.as_view(), name="workspace-request-extend"),
    path(DESK + "reopen/", request_steps.ReopenRequest.as_view(), name="workspace-request-reopen"),
    path(DESK + "withdraw/", request_steps.WithdrawRequest.as_view(), name="workspace-request-withdraw"),
    path(DESK + "correct/", request_steps.CorrectRequest.as_view(), name="workspace-request-correct"),
    path("answer/<slug:slug>/", responses.choose_company, name="workspace-request-answer"),
    path(RESPONSES, responses.CompanyResponses.as_view(), name="workspace-responses"),
    path(RESPONSES + "begin/<slug:slug>/", responses.begin_response, name="workspace-response-begin"),
    path(RESPONSE, responses.ResponsePage.as_view(), name="workspace-response"),
    path(RESPONSE + "<int:number>/", keeps_typed(response_answers.AnswerView.as_view()), name="workspace-answer"),
    path(RESPONSE + "files/<slug:file>/", responses.file, name="workspace-answer-file"),
    path(RESPONSE + "files/<slug:file>/remove/", response_answers.remove_file, name="workspace-answer-file-remove"),
    path(RESPONSE + "submit/", responses.SubmitResponse.as_view(), name="workspace-response-submit"),
    path(RESPONSE + "withdraw/", responses.WithdrawResponse.as_view(), name="workspace-response-withdraw"),
    path(RESPONSE + "receipts/<int:version>.pdf", responses.receipt, name="workspace-response-receipt"),
]
