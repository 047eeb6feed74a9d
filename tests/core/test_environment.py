"""What is secret may lie in a file that the environment names."""

from pathlib import Path

import pytest

from core.environment import Environment, Trimmed, with_password


@pytest.fixture
def env() -> Environment:
    here = Environment()
    here.ENVIRON = Trimmed({})
    return here


def test_a_value_is_read_from_the_file_that_is_named_for_it_without_the_end_of_its_line(
    env: Environment, tmp_path: Path
) -> None:
    (tmp_path / "key").write_text("from a file \n")
    env.ENVIRON.update({"SECRET_KEY": "from the environment", "SECRET_KEY_FILE": str(tmp_path / "key")})
    assert env("SECRET_KEY") == "from a file "


def test_a_name_of_a_file_that_is_empty_names_none(env: Environment) -> None:
    env.ENVIRON.update({"SECRET_KEY": "from the environment", "SECRET_KEY_FILE": ""})
    assert env("SECRET_KEY") == "from the environment"


def test_an_address_of_a_mail_server_and_a_list_may_lie_in_files_too(env: Environment, tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("smtp+tls://user:p%40ss@mail.example.org:587\n")
    (tmp_path / "hosts").write_text("a.example.org,b.example.org\r\n")
    env.ENVIRON.update({"EMAIL_URL_FILE": str(tmp_path / "mail"), "ALLOWED_HOSTS_FILE": str(tmp_path / "hosts")})
    assert env.email_url("EMAIL_URL")["EMAIL_HOST_PASSWORD"] == "p@ss"
    assert env.list("ALLOWED_HOSTS") == ["a.example.org", "b.example.org"]


def test_a_file_that_is_named_and_missing_stops_the_start_with_its_name(env: Environment, tmp_path: Path) -> None:
    env.ENVIRON.update({"SECRET_KEY_FILE": str(tmp_path / "no-such-file"), "SECRET_KEY": "x"})
    with pytest.raises(FileNotFoundError, match="no-such-file"):
        env("SECRET_KEY")


@pytest.mark.parametrize(
    ("address", "password", "whole"),
    [
        ("postgres://portal@db:5432/portal", "", "postgres://portal@db:5432/portal"),
        ("postgres://portal@db:5432/portal", "p@ss/w:rd", "postgres://portal:p%40ss%2Fw%3Ard@db:5432/portal"),
        (
            "postgres://portal:old@db/portal?sslmode=verify-full",
            "new",
            "postgres://portal:new@db/portal?sslmode=verify-full",
        ),
        ("redis://valkey:6379/0", "secret", "redis://:secret@valkey:6379/0"),
        ("sentinel://one:26379,two:26379/portal/0", "s,crt", "sentinel://:s%2Ccrt@one:26379,two:26379/portal/0"),
    ],
)
def test_a_password_of_its_own_is_put_into_an_address(address: str, password: str, whole: str) -> None:
    assert with_password(address, password) == whole
