"""What a challenge's page shows of the market: answers, deadlines, what was heard, and who asks for information."""

from core.row_states import Rows
from needs.models import Statement
from suppliers.models import (
    AnswerVersion,
    InformationRequest,
    QuestionAnswer,
    QuestionDeadline,
    RequestQuestion,
    Synthesis,
    SynthesisVersion,
)

ANSWERS = "(SELECT id FROM suppliers_questionanswer WHERE challenge_id = page.id)"
SYNTHESES = "(SELECT id FROM suppliers_synthesis WHERE challenge_id = page.id)"
LED_TO = (
    "SELECT led_to_id FROM suppliers_questionanswer WHERE challenge_id = page.id"
    " UNION SELECT led_to_id FROM suppliers_synthesis WHERE challenge_id = page.id"
)
REQUESTS = "(SELECT request_id FROM suppliers_requestquestion WHERE challenge_id = page.id)"
OF_DIALOGUE = "rows.dialogue_id = page.dialogue_id"

ROWS = (
    Rows(QuestionAnswer, "rows.challenge_id = page.id"),
    Rows(AnswerVersion, f"rows.answer_id IN {ANSWERS}"),
    Rows(QuestionDeadline, OF_DIALOGUE, now="rows.closes_at > now()"),
    Rows(Synthesis, "rows.challenge_id = page.id"),
    Rows(SynthesisVersion, f"rows.synthesis_id IN {SYNTHESES}"),
    Rows(Statement, f"rows.id IN ({LED_TO})"),
    Rows(RequestQuestion, "rows.challenge_id = page.id"),
    Rows(InformationRequest, f"{OF_DIALOGUE} OR rows.id IN {REQUESTS}", now="rows.closes_at > now()"),
)
