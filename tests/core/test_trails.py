"""Trails of states stand: the database refuses to change what somebody did."""

import pytest
from django.apps import apps
from django.db import connection

from core.workflow import TransitionLog

# Who came in, was invited, has a seat or meets whom: between those people and staff, and forgotten with them
OF_PEOPLE = {
    "CompanyInvitationStep",
    "CompanyStep",
    "InterestStep",
    "InvitationStep",
    "MeetingDayStep",
    "MeetingMinutesStep",
    "MeetingStep",
    "RegistrationStep",
    "StaffInvitationStep",
}
HELD = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'trail_stands' AND (tgtype & 16) > 0"


@pytest.mark.django_db
def test_every_trail_of_states_stands_but_those_of_people() -> None:
    with connection.cursor() as cursor:
        cursor.execute(HELD)
        held = {table for (table,) in cursor.fetchall()}
    trails = [model for model in apps.get_models() if issubclass(model, TransitionLog)]
    assert {model.__name__ for model in trails if model._meta.db_table not in held} == OF_PEOPLE
