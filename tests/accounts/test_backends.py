import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_permission_of_django_s_own_gives_nothing_and_asks_for_nothing(django_assert_num_queries) -> None:
    person = UserFactory(is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="change_user", content_type__app_label="accounts"))
    person = User.objects.get(pk=person.pk)
    with django_assert_num_queries(0):
        assert not person.has_perm("accounts.change_user")
        assert not person.has_module_perms("accounts")
    assert UserFactory(is_superuser=True).has_perm("accounts.change_user")
