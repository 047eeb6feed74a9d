from core.models import Mail
from tests.access.world import ADMINISTRATOR, Access, World
from tests.factories import MailFactory


def a_mail(_world: World) -> list[int]:
    return [(Mail.objects.first() or MailFactory()).pk]


ACCESS = {
    "workspace-mails": Access(read=ADMINISTRATOR),
    "workspace-mail": Access(read=ADMINISTRATOR, args=a_mail),
    "workspace-mail-retry": Access(read=frozenset(), send=ADMINISTRATOR, args=a_mail),
}
