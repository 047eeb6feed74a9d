from core.models.forms import Submission
from core.models.mail import Mail, MailPace
from core.models.paper import Paper
from core.models.retention import RetentionRun

__all__ = ["Mail", "MailPace", "Paper", "RetentionRun", "Submission"]
