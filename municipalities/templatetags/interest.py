"""What pages about interests show."""

from datetime import datetime

from django import template

from municipalities.interest import terms
from municipalities.models import Interest

register = template.Library()


@register.filter
def is_late(interest: Interest, now: datetime) -> bool:
    return terms.is_late(interest, now)
