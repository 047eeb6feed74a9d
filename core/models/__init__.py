from core.models.forms import Submission
from core.models.mail import Mail

__all__ = ["Mail", "Submission"]
