"""Each role's start page: what waits for the person who signed in. A person may hold several roles."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from core.enums import MailState
from core.models import Mail
from dialogue_portal.waiting import waiting
from dialogues.enums import StaffRoleKind
from dialogues.ledger.dangers import dangers_for, in_turns
from dialogues.models import Dialogue, StaffRole
from events.enums import EventState, RegistrationState
from events.models import Event
from events.models.registration import waits
from municipalities.enums import InterestState
from municipalities.models import Interest, Invitation, Membership
from municipalities.rules import EDITORS
from needs.enums import BriefState, NeedState
from needs.intake.translations import outdated
from needs.models import Brief, Challenge, Need, Statement
from needs.publishing.standing import standing
from suppliers.enums import CompanyState
from suppliers.models import Company, Question
from suppliers.questions.enums import QuestionState

SHOWN = 5  # rows of each list; the whole is a click away


@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    roles = {
        "staff": staff_page(user) if user.has_perm("municipalities.list_bodies") else None,
        "manager": manager_page(user) if user.has_perm("needs.list_challenges") else None,
        "municipality": municipality_page(user),
        "coordinator": coordinator_page(user),
        "administrator": administrator_page() if user.is_staff else None,
    }
    published = None if any(roles.values()) else published_challenges()
    has_company = user.has_perm("suppliers.represent")
    return render(
        request, "dialogue_portal/workspace.html", {**roles, "published": published, "has_company": has_company}
    )


def staff_page(user: Any) -> dict[str, Any]:
    """What waits for managers and coordinators alike, the longest first: interest, invitations, needs, companies; and
    how many needs have a translation that the original has left behind."""
    interest = Interest.objects.visible_to(user).filter(state=InterestState.CONFIRMED)
    invitations = Invitation.objects.waiting_for(user)
    submitted = readable_needs(user).filter(state=NeedState.SUBMITTED)
    companies = Company.objects.visible_to(user).filter(state=CompanyState.UNCHECKED)
    return {
        "now": timezone.now(),
        "interest": interest.select_related("municipality", "dialogue").order_by("waits_since", "pk")[:SHOWN],
        "interest_count": interest.count(),
        "invitations": invitations.select_related("municipality").order_by("created_at", "pk")[:SHOWN],
        "invitations_count": invitations.count(),
        "submitted": submitted.select_related("municipality", "category").order_by("changed_at", "pk")[:SHOWN],
        "submitted_count": submitted.count(),
        "outdated_count": readable_needs(user).filter(outdated()).count(),
        "companies": companies.order_by("registered_at", "pk")[:SHOWN],
        "companies_count": companies.count(),
    }


def administrator_page() -> dict[str, Any]:
    """Mails that did not get out, the newest first."""
    failed = Mail.objects.shown().filter(state=MailState.FAILED)
    return {"failed": failed.order_by("-pk")[:SHOWN], "failed_count": failed.count()}


def manager_page(user: Any) -> dict[str, Any]:
    challenges = Challenge.objects.managed_by(user)
    statements = Statement.objects.filter(challenge__in=challenges).select_related("challenge__dialogue")
    questions = Question.objects.managed_by(user).filter(state=QuestionState.RECEIVED)
    dialogues = list(Dialogue.objects.managed_by(user))
    return {
        "dialogues": dialogues,
        "statements": standing(statements, SHOWN),
        "failed": Brief.objects.filter(statement__in=statements, state=BriefState.FAILED).select_related(
            "statement__challenge"
        ),
        "events": coming_events(user),
        "questions": questions.order_by("asked_at", "pk")[:SHOWN],
        "questions_count": questions.count(),
        "dangers": in_turns(danger for dialogue in dialogues for danger in dangers_for(user, dialogue)),
        "needs": needs_of(user, dialogues),
    }


def needs_of(user: Any, dialogues: list[Dialogue]) -> list[dict[str, Any]]:
    """For each of the dialogues that has needs: these by state."""
    counts = states_of(readable_needs(user), "dialogue")
    return [
        {"dialogue": dialogue, "states": counts[(dialogue.pk,)], "url": needs_url(dialogue=dialogue.slug)}
        for dialogue in dialogues
        if (dialogue.pk,) in counts
    ]


def readable_needs(user: Any) -> QuerySet[Need]:
    return Need.objects.filter(pk__in=Need.objects.visible_to(user).order_by().values("pk"))


def coming_events(user: Any) -> QuerySet[Event]:
    """What the person runs, the next first, with how many come and how many wait."""
    mine = Event.objects.filter(pk__in=Event.objects.visible_to(user).order_by().values("pk"))
    coming = mine.filter(ends_at__gte=timezone.now(), state__in=[EventState.DRAFT, EventState.PUBLISHED])
    seated = Q(registrations__state__in=RegistrationState.seated())
    waiting = Count("registrations", filter=waits("registrations__"))
    numbers = {"seated": Count("registrations", filter=seated), "waiting": waiting}
    return coming.annotate(**numbers).order_by("starts_at", "pk")[:SHOWN]


def municipality_page(user: Any) -> list[dict[str, Any]]:
    """For each body of the person: what waits, its needs by state, the challenges of them."""
    memberships = list(Membership.objects.filter(user=user).select_related("municipality"))
    roles = {membership.municipality_id: membership.role for membership in memberships}
    needs = Need.objects.filter(municipality__in=roles)
    counts = states_of(needs, "municipality")
    challenges = challenges_of(needs)
    waits = waiting(roles)
    return [
        {
            "membership": membership,
            "waiting": waits[membership.municipality_id],
            "states": counts.get((membership.municipality_id,), []),
            "url": needs_url(municipality=membership.municipality_id),
            "challenges": [row for row in challenges if membership.municipality_id in row.body_numbers],
            "may_write": membership.role in EDITORS and not membership.municipality.is_closed,
        }
        for membership in memberships
    ]


def states_of(needs: QuerySet[Need], *by: str) -> dict[tuple[Any, ...], list[tuple[NeedState, int]]]:
    """How many needs are in which state, in the order of the states, for each combination of the fields `by`."""
    found: dict[tuple[Any, ...], dict[str, int]] = {}
    for *group, state, count in needs.order_by().values_list(*by, "state").annotate(count=Count("pk")):
        found.setdefault(tuple(group), {})[state] = count
    return {
        group: [(state, counts[state]) for state in NeedState if state in counts] for group, counts in found.items()
    }


def challenges_of(needs: QuerySet[Need]) -> list[Any]:
    """Challenges that came of these needs; each row has `body_numbers`, the bodies that all of its needs are of."""
    rows = Challenge.objects.filter(needs__in=needs).distinct().prefetch_related("statements", "needs")
    for row in rows:
        row.body_numbers = {need.municipality_id for need in row.needs.all()}  # type: ignore[attr-defined]
    return list(rows)


def coordinator_page(user: Any) -> list[dict[str, Any]]:
    """For each country and dialogue that the person handles: the needs by state."""
    roles = StaffRole.objects.filter(user=user, kind=StaffRoleKind.COORDINATOR).select_related("dialogue")
    counts = states_of(readable_needs(user), "dialogue", "municipality__country")
    return [
        {
            "role": role,
            "states": counts.get((role.dialogue_id, role.country), []),
            "url": needs_url(dialogue=role.dialogue.slug, country=role.country),
        }
        for role in roles
    ]


def needs_url(**filters: Any) -> str:
    return f"{reverse('workspace-needs')}?{urlencode(filters)}"


def published_challenges() -> QuerySet[Challenge]:
    return Challenge.objects.public().select_related("published", "dialogue").order_by("-published_at")[:SHOWN]
