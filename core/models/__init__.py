from core.models.forms import Submission
from core.models.mail import Mail
from core.models.retention import RetentionRun

__all__ = ["Mail", "RetentionRun", "Submission"]
