"""The tags that every template has."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject

from core import zones
from core.dates import date_by_precision
from core.icons import PATHS
from core.templatetags.portal import breakable, last_word_held
from core.texts import Text
from events.models import Event
from needs.models import Need


def rendered(template: str, **context: object) -> str:
    return Template(template).render(Context(context))


# Texts


def test_a_text_in_the_pages_language_is_just_the_text() -> None:
    assert rendered("{{ text|text }}", text=Text("Vans & trucks", "en")) == "Vans &amp; trucks"


def test_a_text_in_another_language_says_which() -> None:
    assert rendered("{{ text|text }}", text=Text("Biler & båter", "nb")) == (
        '<span lang="nb">Biler &amp; båter</span> <span class="in-language">(in Norwegian)</span>'
    )


def test_plain_text_only_marks_the_language() -> None:
    assert rendered("{{ text|plain_text }}", text=Text("Biler", "nb")) == '<span lang="nb">Biler</span>'
    assert rendered("{{ text|plain_text }}", text="Vans") == "Vans"


def test_an_empty_text_is_nothing() -> None:
    assert rendered("{{ text|text }}", text=Text("", "nb")) == ""


def test_a_field_that_is_not_translated_is_shown_in_the_things_own_language() -> None:
    need = Need(language="sv", title_sv="Bilar", title_nb="Biler")
    with translation.override("fi"):
        assert rendered('{% text need "title" %}', need=need).startswith('<span lang="sv">Bilar</span>')
    with translation.override("nb"):
        assert rendered('{% text need "title" %}', need=need) == "Biler"
        assert rendered('{{ need|text_of:"title" }}', need=need) == "Biler"


def test_markdown_makes_paragraphs_emphasis_lists_and_links() -> None:
    assert rendered("{{ text|markdown }}", text="**One** [link](https://example.org)\n\n- a\n- b") == (
        '<p><strong>One</strong> <a href="https://example.org" rel="noopener nofollow">link</a></p>\n'
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("# Heading", "Heading\n"),
        ("![x](https://example.org/x.png)", "<p></p>\n"),
    ],
)
def test_markdown_makes_nothing_else(text: str, html: str) -> None:
    assert html in rendered("{{ text|markdown }}", text=text)


def test_markdown_in_another_language_stands_in_an_element_of_its_own() -> None:
    assert rendered("{{ text|markdown }}", text=Text("Biler", "nb")) == (
        '<div lang="nb"><p>Biler</p>\n</div><p><span class="in-language">(in Norwegian)</span></p>'
    )


# Dates and times


@dataclass
class Milestone:
    on: date | None
    precision: str


@pytest.mark.parametrize(
    ("language", "dates"),
    [
        ("en", ["26 March 2020", "May 2019", "to be decided"]),
        ("nb", ["26. mars 2020", "mai 2019"]),
        ("sv", ["26 mars 2020", "maj 2019"]),
        ("da", ["26. marts 2020", "maj 2019"]),
        ("fi", ["26. maaliskuuta 2020", "toukokuu 2019"]),
        ("is", ["26. mars 2020", "maí 2019"]),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(language: str, dates: list[str]) -> None:
    known = [Milestone(date(2020, 3, 26), "day"), Milestone(date(2019, 5, 1), "month"), Milestone(None, "undecided")]
    with translation.override(language):
        found = [rendered("{{ row|milestone_date }}", row=row).lower() for row in known]
    assert found[: len(dates)] == [text.lower() for text in dates]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "26 March 2020, 09:30 (Oslo, CET)"),
        ("nb", "26. mars 2020 kl. 09:30 (Oslo, CET)"),
        ("sv", "26 mars 2020 kl. 09:30 (Oslo, CET)"),
        ("da", "26. marts 2020 kl. 09:30 (Oslo, CET)"),
        ("fi", "26. maaliskuuta 2020 klo 9.30 (Oslo, CET)"),
        ("is", "26. mars 2020 kl. 09:30 (Ósló, CET)"),
    ],
)
def test_a_time_follows_its_day_as_the_language_joins_them(language: str, said: str) -> None:
    with translation.override(language):
        assert zones.in_zone(datetime(2020, 3, 26, 8, 30, tzinfo=UTC), "Europe/Oslo").lower() == said.lower()


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_time_of_day_counts_to_twenty_four_in_every_language(language: str) -> None:
    at = datetime(2020, 3, 26, 0, 8, tzinfo=UTC)
    with translation.override(language):
        for form in ("DATETIME_FORMAT", "SHORT_DATETIME_FORMAT"):
            assert re.search(r"^26.*2020.*\b0?0[.:]08$|^2020-03-26 00:08$", date_format(at, form))


def test_a_date_without_a_day_is_to_be_decided() -> None:
    assert date_by_precision(None, "day") == "to be decided"


def test_a_day_is_exact_for_machines() -> None:
    assert rendered("{{ at|day }}", at=date(2020, 3, 26)) == '<time datetime="2020-03-26">26 March 2020</time>'
    assert rendered("{{ at|day }}", at=None) == ""


def test_the_day_of_a_moment_is_that_of_its_zone_or_else_the_one_in_which_the_ledger_is_written() -> None:
    at = datetime(2021, 2, 28, 23, 30, tzinfo=UTC)
    assert rendered("{{ at|day }}", at=at) == '<time datetime="2021-03-01">1 March 2021</time>'
    assert rendered("{{ at|day:zone }}", at=at, zone="Atlantic/Reykjavik").startswith('<time datetime="2021-02-28">')


def test_an_events_time_is_in_its_own_zone_with_the_zones_name() -> None:
    event = Event(
        starts_at=datetime(2020, 6, 26, 7, tzinfo=UTC),
        ends_at=datetime(2020, 6, 26, 14, tzinfo=UTC),
        time_zone="Europe/Helsinki",
    )
    assert rendered("{{ event|event_time }}", event=event) == (
        '<time datetime="2020-06-26T10:00:00+03:00">26 June 2020, 10:00</time>'
        '–<time datetime="2020-06-26T17:00:00+03:00">17:00</time> (Helsinki, EEST)'
    )


# Addresses


def asked(path: str) -> dict[str, object]:
    return {"request": RequestFactory().get(path)}


def test_a_link_of_the_menu_says_where_the_reader_is() -> None:
    link = '{% nav_link "events" "Events" %}'
    assert rendered(link, **asked("/en/events/")) == '<a href="/en/events/" aria-current="page">Events</a>'
    assert rendered(link, **asked("/en/events/day/")) == '<a href="/en/events/" aria-current="true">Events</a>'
    assert rendered(link, **asked("/en/")) == '<a href="/en/events/" >Events</a>'


def test_a_link_of_the_menu_leaves_out_what_has_a_link_of_its_own() -> None:
    link = '{% nav_link "events" "Events" but="day past" %}'
    here = [rendered(link, **asked(f"/en/events/{part}")).count("aria-current") for part in ("", "day/1/", "daylight/")]
    assert here == [1, 0, 1]


def test_a_link_of_the_menu_stands_for_what_is_reached_through_it_as_well() -> None:
    link = '{% nav_link "events" "Events" also="boards" %}'
    here = [rendered(link, **asked(f"/en/{part}")).count("aria-current") for part in ("boards/1/", "boardwalk/", "")]
    assert here == [1, 0, 0]


def test_the_start_of_a_menu_is_not_where_the_reader_is_on_other_pages() -> None:
    assert "aria-current" not in rendered('{% nav_link "home" "Start" exact=True %}', **asked("/en/events/"))


def test_other_languages_keep_the_query() -> None:
    links = "{% language_versions as versions %}{% for version in versions %}{{ version.url }} {% endfor %}"
    assert rendered(links, **asked("/en/events/?page=2")).split()[:2] == ["/en/events/?page=2", "/nb/events/?page=2"]
    assert rendered(links, **asked("/admin/")).split()[:2] == ["/en/", "/nb/"]
    assert rendered(links) == ""


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/en/events/", "/en/events/"),
        ("/en/events/?page=1&utm=x", "/en/events/"),
        ("/en/events/?page=2&utm=x", "/en/events/?page=2"),
        ("/en/events/?page=elephant", "/en/events/"),
    ],
)
def test_a_page_has_one_address(path: str, address: str) -> None:
    assert rendered("{% canonical %}", **asked(path)) == f"http://testserver{address}"


# Pictures and forms


def test_a_page_is_in_trouble_where_one_of_its_forms_is_whatever_it_is_called_but_not_for_what_a_list_ignores() -> None:
    class Named(forms.Form):
        name = forms.CharField()

    def who() -> None:
        raise AssertionError("nobody asks who reads a public page")

    def has_errors(**context: object) -> str:
        return rendered("{% has_errors as is_wrong %}{{ is_wrong }}", user=SimpleLazyObject(who), **context)

    said = [
        has_errors(change_form=Named({})),
        has_errors(filter=Named({}), form=Named(), party_form=Named({"name": "A"})),
    ]
    assert said == ["True", "False"]


@pytest.mark.parametrize(
    ("address", "html"),
    [
        ("anna@tampere.example", "anna<wbr>@tampere.example"),
        ("<b>@x.example", "&lt;b&gt;<wbr>@x.example"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_an_e_mail_address_breaks_before_its_at(address: str, html: str) -> None:
    assert breakable(address) == html


def test_a_number_does_not_stand_alone_in_a_line() -> None:
    assert [last_word_held(text) for text in ("Changes since version 1", "Terms")] == [
        "Changes since version\xa01",
        "Terms",
    ]


@pytest.mark.parametrize("name", PATHS)
def test_an_icon_is_hidden_from_screen_readers(name: str) -> None:
    assert 'aria-hidden="true"' in rendered("{% icon name %}", name=name)


class Form(forms.Form):
    title = forms.CharField(help_text="In a few words.", widget=forms.TextInput({"placeholder": "Title"}))
    public = forms.BooleanField(required=False)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, help_text="One of two.")


def test_a_field_is_described_by_its_hint_and_its_error() -> None:
    form = Form({"kind": "a"})
    html = rendered('{% include "components/field.html" with field=form.title only %}', form=form)
    assert '<p data-field="description" id="id_title-hint">In a few words.</p>' in html
    assert 'id="id_title-error">This field is required.' in html
    assert 'class="ds-input" aria-describedby="id_title-hint id_title-error" aria-invalid="true"' in html
    assert "placeholder" not in html


def test_a_checkbox_stands_before_its_label_and_radio_buttons_under_a_legend() -> None:
    form = Form()
    box = rendered('{% include "components/field.html" with field=form.public only %}', form=form)
    group = rendered('{% include "components/field.html" with field=form.kind only %}', form=form)
    assert box.index("<input") < box.index("<label")
    assert "<legend" in group
    assert group.count('type="radio"') == 2
    assert 'aria-describedby="id_kind-hint"' in group
    assert 'id="id_kind-hint">One of two.' in group


def test_an_error_summary_links_to_the_fields_and_takes_the_focus() -> None:
    html = rendered('{% include "components/error_summary.html" with form=form only %}', form=Form({}))
    assert 'href="#id_title">Title: This field is required.' in html
    assert (
        'href="#id_kind_0">Kind: This field is required.' in html
    )  # to its first button: of several none has the bare id
    assert "data-focus" in html
    assert rendered('{% include "components/error_summary.html" with form=form only %}', form=Form()).strip() == ""


def test_an_error_summary_puts_no_colon_behind_a_question() -> None:
    form = Form({})
    form.fields["title"].label = "Why?"
    html = rendered('{% include "components/error_summary.html" with form=form only %}', form=form)
    assert "Why? This field is required." in html
