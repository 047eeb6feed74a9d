"""What a dialogue's managers are told of a publication that does not go as planned."""

from django.utils import translation
from django.utils.translation import get_language_info

from core.mail import Message, address
from core.texts import text_of
from core.zones import in_zone
from dialogues.enums import StaffRoleKind
from needs.enums import BriefState
from needs.models import Edition

FAILED = Message("needs/mail/brief_failed")
LATE = Message("needs/mail/brief_late")


def failed(edition: Edition, languages: list[str]) -> None:
    tell(FAILED, edition, languages)


def late(edition: Edition) -> None:
    waiting = edition.briefs.exclude(state=BriefState.READY).order_by("pk")
    tell(LATE, edition, list(waiting.values_list("language", flat=True)))


def tell(message: Message, edition: Edition, languages: list[str]) -> None:
    statement = edition.statement
    challenge = statement.challenge
    roles = challenge.dialogue.staff.filter(kind=StaffRoleKind.MANAGER).select_related("user")
    for role in roles.order_by("pk"):
        person = role.user
        with translation.override(person.language):
            moment = in_zone(statement.publish_at, statement.zone) if statement.publish_at else ""
            title = str(text_of(statement, "title"))
            names = [str(get_language_info(code)["name_translated"]) for code in languages]
        message.send(
            person.email,
            person.language,
            about=statement,
            person=person,
            title=title,
            number=statement.number,
            edition=edition,
            languages=", ".join(names),
            moment=moment,
            url=address("workspace-challenge-publish", challenge.slug, language=person.language),
        )
