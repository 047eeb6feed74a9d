"""What waits for a company: questions that came too late, where the deadline is a later one now."""

from django.urls import reverse
from django.utils.translation import gettext as _

from suppliers.companies.waiting import Waiting
from suppliers.models import Company, Question
from suppliers.questions.deadlines import in_time
from suppliers.questions.enums import QuestionState


def questions_to_send(company: Company) -> list[Waiting]:
    late = in_time(Question.objects.filter(company=company, state=QuestionState.LATE)).order_by("pk")
    return [
        Waiting(
            _("A question that came too late can be sent now"),
            reverse("workspace-company-question", args=[company.key, question.key]),
            question.text[:60],
        )
        for question in late
    ]
