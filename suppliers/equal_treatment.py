"""What the suppliers' floor looks for where equal treatment may be in danger; each folder has its own."""

from suppliers.questions.dangers import CHECKS as OF_QUESTIONS
from suppliers.requests.dangers import CHECKS as OF_REQUESTS

CHECKS = [*OF_QUESTIONS, *OF_REQUESTS]
