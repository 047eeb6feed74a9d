"""Questions of companies, and the desk that answers them."""

from django.urls import path

from suppliers.views import answers, asking, public_questions, question_desk

OWN = "companies/<slug:key>/questions/"
ONE = OWN + "<slug:question_key>/"
ABOUT = "ask/<slug:kind>/<path:name>/"
ANSWER = "questions/answers/<slug:key>/"

public = [
    path("dialogues/<slug:slug>/questions/", public_questions.question_list, name="dialogue-questions"),
    path("dialogues/<slug:slug>/questions/<slug:key>/", public_questions.answer, name="answer"),
]
workspace = [
    path("questions/" + ABOUT, asking.for_whom, name="workspace-ask"),
    path(OWN, asking.QuestionsOfCompany.as_view(), name="workspace-company-questions"),
    path(OWN + ABOUT, asking.AskView.as_view(), name="workspace-company-ask"),
    path(ONE, asking.QuestionView.as_view(), name="workspace-company-question"),
    path(ONE + "edit/", asking.EditView.as_view(), name="workspace-company-question-edit"),
    path(ONE + "withdraw/", asking.WithdrawView.as_view(), name="workspace-company-question-withdraw"),
    path(ONE + "send/", asking.SendAgainView.as_view(), name="workspace-company-question-send"),
    path("questions/", question_desk.QuestionList.as_view(), name="workspace-questions"),
    path("questions/bundle/", question_desk.bundle, name="workspace-question-bundle"),
    path("questions/answers/", answers.AnswerList.as_view(), name="workspace-question-answers"),
    path(ANSWER, answers.AnswerView.as_view(), name="workspace-question-answer"),
    path(ANSWER + "check/", answers.check, name="workspace-answer-check"),
    path(ANSWER + "release/", answers.ReleaseView.as_view(), name="workspace-answer-release"),
    path(ANSWER + "recall/", answers.recall, name="workspace-answer-recall"),
    path(ANSWER + "correct/", answers.correct, name="workspace-answer-correct"),
    path(ANSWER + "discard/", answers.DiscardView.as_view(), name="workspace-answer-discard"),
    path(ANSWER + "statement/", answers.begin_statement, name="workspace-answer-statement"),
    path("questions/one/<slug:key>/", question_desk.StaffQuestionView.as_view(), name="workspace-question"),
    path(
        "questions/one/<slug:key>/decline/",
        question_desk.DeclineQuestionView.as_view(),
        name="workspace-question-decline",
    ),
    path("questions/one/<slug:key>/take-out/", question_desk.take_out, name="workspace-question-take-out"),
    path("dialogues/<slug:slug>/questions/", question_desk.TermsView.as_view(), name="workspace-question-terms"),
    path(
        "dialogues/<slug:slug>/questions/take-down/",
        question_desk.TakeDownView.as_view(),
        name="workspace-question-take-down",
    ),
]
