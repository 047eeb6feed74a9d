import pytest
from django.db import connection
from django.db.models import prefetch_related_objects
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from municipalities.roles import remember_roles
from tests.factories import MembershipFactory, StaffRoleFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_roles_are_remembered_by_one_query_as_prefetching_them_would() -> None:
    busy, idle = StaffRoleFactory(country="FI").user, UserFactory()
    StaffRoleFactory(user=busy)
    MembershipFactory(user=busy, role="editor")
    for person in (busy, idle):
        ours, theirs = (User.objects.get(pk=person.pk) for _ in range(2))
        prefetch_related_objects([theirs], "memberships", "staff_roles")
        with CaptureQueriesContext(connection) as asked:
            remember_roles(ours)
            assert ours.memberships.exists() == theirs.memberships.exists()
            assert set(ours.memberships.all()) == set(theirs.memberships.all())
            both = [
                sorted((row.dialogue_id, row.kind, row.country) for row in one.staff_roles.all())
                for one in (ours, theirs)
            ]
        assert len(asked) == 1
        assert both[0] == both[1]
