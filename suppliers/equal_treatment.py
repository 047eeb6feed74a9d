"""What the suppliers' floor looks for where equal treatment may be in danger; each folder has its own."""

from suppliers.questions.dangers import CHECKS as OF_QUESTIONS

CHECKS = [*OF_QUESTIONS]
