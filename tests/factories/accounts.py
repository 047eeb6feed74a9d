import factory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from factory.django import DjangoModelFactory

from accounts.models import User

PASSWORD = "correct-horse-battery"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_second_factor(user: User) -> Authenticator:
    """An authenticator app that the person has; one is enough."""
    return Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": TOTP_SECRET}}
    )[0]


class UserFactory(DjangoModelFactory):
    """A person with a confirmed address, who signs in with PASSWORD; administrators have a second factor."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def address(user: User, create: bool, extracted: object, **kwargs: object) -> None:  # noqa: N805
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)

    @factory.post_generation
    def second_factor(user: User, create: bool, extracted: object, **kwargs: object) -> None:  # noqa: N805
        if user.is_staff if extracted is None else extracted:
            give_second_factor(user)
