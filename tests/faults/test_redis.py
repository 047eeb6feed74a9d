"""Valkey (or Redis) is away: pages and forms go on, what is owed waits, and is done once when it is back."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from django.urls import reverse

from dialogue_portal.machine.processes import running
from dialogue_portal.machine.services import services
from needs.enums import BriefState, StatementState
from needs.models import Brief, NeedComment, Statement
from tests.access.intake import words
from tests.factories import MembershipFactory
from tests.faults.asking import ask, signed_in
from tests.needs.scenes import ready_to_release
from tests.running import wait_until, web, worker

pytestmark = [pytest.mark.fault, pytest.mark.worker, pytest.mark.django_db(transaction=True)]


def test_what_is_sent_while_it_is_away_is_kept_and_done_when_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = ready_to_release()
    manager, statement = signed_in(scene.manager), Statement.objects.filter(pk=scene.statement.pk)
    editor = signed_in(MembershipFactory(municipality=scene.needs[0].municipality, role="editor").user)
    publish = reverse("workspace-challenge-release", args=[scene.challenge.slug])
    comment = reverse("workspace-need-comment", args=[scene.needs[0].pk])
    monkeypatch.delenv("REDIS_URL")
    with ExitStack() as stack:
        own = stack.enter_context(services(tmp_path / "services", keep_data=False))
        [valkey], at_own = own.own, {"REDIS_URL": own.urls["REDIS_URL"]}
        stack.enter_context(worker(tmp_path, beat=True, **at_own))
        port, _web = stack.enter_context(web(tmp_path, **at_own))
        wait_until(lambda: '"worker": "ok"' in ask(port, "/readyz").html, tmp_path)
        valkey.stop()
        assert ask(port, "/nb/challenges/").status == 200
        assert ask(port, comment, words(None), editor).status == 302
        assert ask(port, publish, {"when": "at_once"}, manager).status == 302
        assert ask(port, publish).headers["Location"].startswith(reverse("account_login")), "nobody is let in"
        assert statement.get().state == StatementState.RELEASING
        assert set(Brief.objects.values_list("state", "attempts")) == {(BriefState.WAITING, 0)}
        assert '"redis": "ConnectionError"' in ask(port, "/readyz").html
        stack.enter_context(running(valkey.program))
        wait_until(statement.filter(state=StatementState.PUBLISHED).exists, tmp_path)
    assert set(Brief.objects.values_list("state", "attempts")) == {(BriefState.READY, 1)}
    assert NeedComment.objects.count() == 1
