"""News: written by managers, read by everybody in all languages at once, corrected by other news."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.workflow import Refused, WrongState
from dialogues import news
from dialogues.models import LedgerEntry, News
from tests.factories import DialogueFactory, NewsFactory, StaffRoleFactory
from tests.needs.roles import signed_in
from tests.reading import assert_same_for_everybody, read

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "nb", "sv", "da", "fi", "is")


@pytest.fixture
def manager() -> Any:
    return StaffRoleFactory(dialogue__slug="deliveries", dialogue__title="Deliveries").user


@pytest.fixture
def draft(manager: Any) -> News:
    return NewsFactory(dialogue=manager.staff_roles.get().dialogue, title="The place is decided")


def typed(**changes: str) -> dict[str, str]:
    texts = {f"{field}_{code}": f"{field} ({code})" for field in ("title", "text") for code in LANGUAGES}
    return {**texts, "seen": "", **changes}


def test_a_manager_writes_a_draft_saves_it_and_publishes_it_to_the_ledger(manager: Any) -> None:
    client, dialogue = signed_in(manager), manager.staff_roles.get().dialogue
    form = {"dialogue": str(dialogue.pk), "key": str(uuid4()), **typed(title_is="")}
    written = {client.post("/en/workspace/news/new/", form)["Location"] for _time in range(2)}
    one = News.objects.get()
    assert written == {f"/en/workspace/news/{one.pk}/"}
    assert Client().get(one.get_absolute_url()).status_code == 404

    page = written.pop()
    seen = client.get(page).context["form"].initial["seen"]
    unfinished = typed(title_is="", title_en="The place is Oslo", publish="1", seen=seen)
    assert "Texts are missing in Íslenska" in client.post(page, unfinished, follow=True).content.decode()
    assert News.objects.get().title_en == "The place is Oslo"  # nothing typed is lost
    assert not News.objects.public()
    seen = client.get(page).context["form"].initial["seen"]
    asked = client.post(page, typed(title_is="Fréttir", publish="1", seen=seen), follow=True)
    assert (asked.redirect_chain[-1][0], "Fréttir" in asked.content.decode()) == (f"{page}publish/", True)
    assert not News.objects.public()
    finished = client.post(f"{page}publish/", {"seen": asked.context["seen"]}, follow=True).content.decode()
    assert "The news is public" in finished
    assert client.get(f"{page}publish/")["Location"] == page

    entry = LedgerEntry.objects.get()
    assert (entry.kind, entry.titles["is"], entry.page, entry.actor) == (
        "news",
        "Fréttir",
        ["news-one", [one.pk]],
        manager,
    )
    assert entry.details["texts"]["fi"] == "text (fi)"
    assert "Fréttir" in read(f"/is/news/{one.pk}/")
    assert f'<link href="http://testserver/nb/news/{one.pk}/"' in Client().get("/nb/news/feed/").content.decode()


@pytest.mark.sent_twice("workspace-news-step")
def test_what_is_published_stands_and_is_corrected_by_other_news_that_it_leads_to(manager: Any, draft: News) -> None:
    news.publish(draft, manager)
    with pytest.raises(WrongState), news.draft(draft, manager):
        pass
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        News.objects.filter(pk=draft.pk).update(title_en="Another")
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        draft.delete()

    address = reverse("workspace-news-step", args=[draft.pk, "correct"])
    [led_to] = {signed_in(manager).post(address).url for _twice in range(2)}
    correction = News.objects.get(corrects=draft)
    assert led_to == f"/en/workspace/news/{correction.pk}/"
    assert (correction.title_fi, correction.text_da) == ("The place is decided (fi)", "The date is set. (da)")
    assert "Corrected" not in read("/en/news/")  # not by a draft
    with pytest.raises(Refused, match="says the same"):
        news.publish(correction, manager)
    with news.draft(correction, manager) as current:
        news.write(current, title_en="The place is decided: Oslo")
    news.publish(correction, manager)
    assert list(News.objects.valid()) == [correction]  # as on the home page
    assert "This was corrected: The place is decided: Oslo" in read(f"/en/news/{draft.pk}/")
    assert "This corrects: The place is decided" in read(f"/en/news/{correction.pk}/")
    assert [entry.details["corrects"] for entry in LedgerEntry.objects.order_by("number")] == [None, draft.pk]


def test_only_who_manages_the_dialogue_writes_its_news(draft: News) -> None:
    other = StaffRoleFactory().user
    for act in (news.publish, news.discard, news.correct):
        with pytest.raises(PermissionDenied):
            act(draft, other)
    with pytest.raises(PermissionDenied):
        news.begin(draft.dialogue, other, title_en="Mine")
    assert signed_in(other).get(f"/en/workspace/news/{draft.pk}/").status_code == 403
    assert draft.title not in signed_in(other).get("/en/workspace/news/").content.decode()


def test_news_that_somebody_changes_meanwhile_is_read_once_more_before_it_is_public(manager: Any, draft: News) -> None:
    client, page = signed_in(manager), f"/en/workspace/news/{draft.pk}/publish/"
    seen = client.get(page).context["seen"]
    with news.draft(draft, manager) as current:
        news.write(current, text_fi="Toinen sana")
    refused = client.post(page, {"seen": seen}, follow=True)
    assert "Somebody changed the text meanwhile." in refused.content.decode()
    assert "Toinen sana" in refused.content.decode()
    assert not News.objects.public()
    client.post(page, {"seen": refused.context["seen"]})
    assert News.objects.public().get() == draft


def test_staff_find_news_by_a_title_in_any_language_and_odd_addresses_do_no_harm(manager: Any, draft: News) -> None:
    News.objects.update(title_en="", title_sv="Örebro är med")
    assert f"/en/workspace/news/{draft.pk}/" in signed_in(manager).get("/en/workspace/news/?q=orebro").content.decode()
    assert Client().get("/en/news/?dialogue=%00&page=x").status_code == 200


def test_a_draft_is_thrown_away_and_two_who_write_at_once_lose_nothing(manager: Any, draft: News) -> None:
    client, page = signed_in(manager), f"/en/workspace/news/{draft.pk}/"
    seen = client.get(page).context["form"].initial["seen"]
    News.objects.filter(pk=draft.pk).update(title_en="Somebody else's")
    answer = client.post(page, typed(title_en="Mine", publish="1", seen=seen)).content.decode()
    assert "Somebody else&#x27;s" in answer
    assert "Mine" in answer
    assert not News.objects.public()
    with pytest.raises(Refused):
        news.correct(draft, manager)
    client.post(f"{page}discard/")
    assert News.objects.count() == 0


def test_the_public_pages_are_the_same_for_everybody_and_ask_as_much_of_many_as_of_one() -> None:
    dialogue = DialogueFactory(slug="deliveries")

    def asked() -> int:
        NewsFactory.create_batch(3, dialogue=dialogue, published_at=timezone.now())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            Client().get("/en/news/?dialogue=deliveries")
        return len(queries)

    assert asked() == asked()
    assert_same_for_everybody("/en/news/")
    assert_same_for_everybody("/en/news/?dialogue=deliveries")
    assert_same_for_everybody(News.objects.first().get_absolute_url())
    assert "News" in read("/en/dialogues/deliveries/")
    assert "News" in read("/en/")


def test_contact_and_open_data_lead_to_what_there_is() -> None:
    dialogue = DialogueFactory(slug="deliveries", title="Deliveries")
    dialogue.contacts.create(role_en="Contact for suppliers", organisation="Agency", email="suppliers@example.org")
    assert "Deliveries Contact for suppliers Agency suppliers@example.org" in read("/en/contact/")
    assert_same_for_everybody("/en/contact/")
    assert_same_for_everybody("/en/data/")
    page = Client().get("/nb/data/").content.decode()
    assert 'href="/nb/dialogues/deliveries/ledger/ledger.csv"' in page
