"""A small world with one person of every kind, and what the addresses are about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from dialogues.models import Dialogue
from municipalities.models import Municipality
from tests.factories import CompanyFactory, MembershipFactory, RepresentativeFactory, StaffRoleFactory, UserFactory
from tests.needs.scenes import Scene, ready_to_circulate

BODY = frozenset({"observer", "editor", "signatory"})
WRITERS = frozenset({"editor", "signatory"})
STAFF = frozenset({"coordinator", "manager"})
ALL_STAFF = STAFF | {"coordinator elsewhere", "manager elsewhere"}
MANAGERS = frozenset({"manager", "manager elsewhere"})
ADMINISTRATOR = frozenset({"administrator"})
SUPPLIERS = frozenset({"supplier", "supplier elsewhere"})
MEMBERS = BODY | {"member elsewhere"}
SIGNED_IN = MEMBERS | ALL_STAFF | ADMINISTRATOR | SUPPLIERS
EVERYBODY = SIGNED_IN | {"visitor"}
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Access:
    """Who may read (GET, HEAD) and who may send (POST) at an address, made with the arguments that `args` answers.

    `data` goes along: in the address where it is read, in the form where it is sent. "May" means that the portal does
    not refuse: a form with an error in it, and a page that says that the thing is in the wrong state, are no refusals.
    """

    read: frozenset[str]
    send: frozenset[str] = NOBODY
    args: Callable[["World"], list[Any]] = lambda _world: []
    data: Callable[["World"], dict[str, Any]] = lambda _world: {}
    wants_token: bool = False  # of a program's own, where no person signs in


class World:
    """Everything stands on one need of a Finnish body, in a challenge whose draft is ready to be published."""

    def __init__(self) -> None:
        self.scene: Scene = ready_to_circulate()
        self.company: Any = CompanyFactory(country=self.body.country)

    @property
    def dialogue(self) -> Dialogue:
        return self.scene.dialogue

    @property
    def need(self) -> Any:
        return self.scene.needs[1]

    @property
    def body(self) -> Municipality:
        return self.need.municipality

    @property
    def challenge(self) -> Any:
        return self.scene.challenge

    def person(self, role: str) -> User | None:
        """Somebody new with this role; None for a visitor, who is not signed in."""
        if role in SUPPLIERS:
            company = self.company if role == "supplier" else CompanyFactory()
            return RepresentativeFactory(company=company).user
        if role in BODY:
            return MembershipFactory(municipality=self.body, role=role).user
        match role:
            case "visitor":
                return None
            case "member elsewhere":
                return MembershipFactory(role="signatory").user
            case "coordinator":
                return StaffRoleFactory(dialogue=self.dialogue, country=self.body.country).user
            case "coordinator elsewhere":
                return StaffRoleFactory(dialogue=self.dialogue, country="IS").user
            case "manager":
                return StaffRoleFactory(dialogue=self.dialogue).user
            case "manager elsewhere":
                return StaffRoleFactory().user
            case "administrator":
                return UserFactory(is_superuser=True, is_staff=True)
        raise KeyError(role)
