import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from core.models import Mail


class MailFactory(DjangoModelFactory):
    """A mail that waits to be sent."""

    class Meta:
        model = Mail

    to = "kari@example.org"
    language = "nb"
    template = "tests/mail"
    subject = factory.Sequence(lambda n: f"Emne {n}")
    text = "Vi har mottatt meldingen."
    message_id = factory.Sequence(lambda n: f"<{n}@testserver>")
    due_at = factory.LazyFunction(timezone.now)
