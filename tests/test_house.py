"""What the house promises and no linter sees."""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import allauth
import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.template import engines
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver

from core.icons import PATHS
from tests.messages import said_in_code, said_in_template

ROOT = Path(settings.BASE_DIR)
LOAD = re.compile(r"{% load ([^%]+) %}")
CLASSES = re.compile(r'class="([^"]*)"')
TAG = re.compile(r"{%.*?%}|[\w-]*{{.*?}}[\w-]*")
KNOWN = re.compile(r"""[."'=]([a-z][\w-]*)""")
# From the ground up; the roof, dialogue_portal, has no models
FLOORS = ["core", "accounts", "dialogues", "municipalities", "needs", "suppliers", "events"]
OWN_APPS = [*FLOORS, "dialogue_portal"]
ALLAUTHS = Path(allauth.__file__).parent / "templates"  # of which ours stand in place
TRANSLATIONS = [code for code, _ in settings.LANGUAGES if code != "en"]


def own_files(pattern: str) -> list[Path]:
    return [path for app in OWN_APPS for path in sorted((ROOT / app).rglob(pattern))]


def test_every_foreign_key_points_to_its_own_floor_or_a_lower_one() -> None:
    for app in FLOORS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.get_fields():
                target = field.related_model if field.is_relation and not field.auto_created else None
                if target and target._meta.app_label in FLOORS:
                    assert FLOORS.index(target._meta.app_label) <= FLOORS.index(app), f"{model.__name__}.{field.name}"


def test_every_migration_has_a_name_of_its_own() -> None:
    for path in own_files("migrations/[0-9]*.py"):
        assert "auto_" not in path.name, path


@cache
def all_patterns() -> list[URLPattern]:
    def walk(patterns: list) -> list[URLPattern]:
        return [
            found
            for pattern in patterns
            for found in (walk(pattern.url_patterns) if isinstance(pattern, URLResolver) else [pattern])
        ]

    return walk(get_resolver().url_patterns)


@cache
def endpoints() -> dict[str, URLPattern]:
    """Every address of our own, by its name."""
    own = [pattern for pattern in all_patterns() if module_of(pattern).split(".")[0] in OWN_APPS]
    return {pattern.name: pattern for pattern in own}


def module_of(pattern: URLPattern) -> str:
    """Where the view of an address is written."""
    return getattr(pattern.callback, "view_class", pattern.callback).__module__


PUBLIC = {
    "account-invitation",
    "account-company-invitation",
    "account-staff-invitation",
    "company-register",
    "follow-choose",
    "follow",
    "follow-feed",
    "follow-sent",
    "follow-confirm",
    "follow-own",
    "follow-unsubscribe",
    "dialogue-feed",
    "challenge-feed",
    "event-feed",
    "news-feed",
    "news",
    "news-one",
    "contact",
    "open-data",
    "company-sent",
    "root",
    "healthz",
    "readyz",
    "metrics",  # with its token
    "too-large",
    "too-many",
    "security-txt",
    "accessibility",
    "home",
    "dialogues",
    "dialogue",
    "ledger",
    "ledger-table",
    "ledger-json",
    "ledger-record",
    "ledger-pack",
    "dialogue-demand",
    "dialogue-demand-file",
    "needs",
    "need",
    "challenges",
    "challenge",
    "challenge-changes",
    "statement",
    "brief",
    "statement-content",
    "brief-edition",
    "outcome",
    "synthesis",
    "dialogue-questions",
    "answer",
    "requests",
    "request",
    "request-paper",
    "events",
    "event",
    "event-calendar",
    "events-month",
    "events-calendar",
    "events-calendar-dialogue",
    "events-own-calendar",
    "event-material",
    "board",
    "board-group-act",
    "board-group-add",
    "board-join",
    "board-live",
    "board-note",
    "board-note-act",
    "board-note-add",
    "board-step",
    "boards",
    "event-register",
    "event-register-sent",
    "registration",
    "registration-breakouts",
    "registration-cancel",
    "registration-change",
    "registration-confirm",
    "registration-participants",
    "registration-party",
    "registration-seat",
    "registration-seat-cancel",
    "participants",
    "interest",
    "interest-form",
    "interest-taking-part",
    "interest-sent",
    "interest-again",
    "interest-confirm",
    "interest-own",
    "interest-withdraw",
    "bodies",
    "privacy",
}


def test_only_the_pages_meant_for_everybody_ask_no_sign_in() -> None:
    public = {name for name, pattern in endpoints().items() if not getattr(pattern.callback, "login_required", True)}
    assert public == PUBLIC


def test_every_other_address_is_in_the_workspace_or_of_the_account() -> None:
    private = {name for name in endpoints() if name not in PUBLIC}
    assert {name for name in private if not name.startswith(("workspace", "account-"))} == set()


def test_two_addresses_have_two_names() -> None:
    """But for the provider's callback, which has one with a language and one without."""
    names = Counter(pattern.name for pattern in all_patterns() if module_of(pattern).split(".")[0] in OWN_APPS)
    assert [name for name, times in names.items() if times > 1] == []


def test_every_template_loads_and_is_used() -> None:
    folder = ROOT / "templates"
    templates = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.*") if path.is_file()}
    said = "\n".join([*(path.read_text() for path in own_files("*.py")), *templates.values()])
    quoted = set(re.findall(r'"(?=([\w./-]+)")', said))
    for name in templates:
        get_template(name)
        assert (ALLAUTHS / name).is_file() or is_named(name, quoted), f"{name} is used by nobody"


def is_named(template: str, quoted: set[str]) -> bool:
    """By its path; by what its mail is called; or by folder and word, of which a view puts it together."""
    path = Path(template)
    mail = re.sub(r"(_subject|_message)?\.txt$", "", template)
    words = [[template], [mail], [str(path.parent), path.stem]]
    return any(quoted.issuperset(some) for some in words)


def test_a_template_loads_only_the_tags_that_it_has() -> None:
    known = engines["django"].engine.template_libraries
    for path in sorted((ROOT / "templates").rglob("*.*")):
        text = path.read_text()
        used = set(re.findall(r"(?:{%|[|]|=)\s*(\w+)", LOAD.sub("", text)))
        for name in " ".join(LOAD.findall(text)).split():
            assert used & {*known[name].tags, *known[name].filters}, f"{path}: {name}"


def test_no_heading_says_above_itself_what_leads_back_already() -> None:
    """The line above a heading, and the page above that the way back leads to, with the same words."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = re.sub(r"[|](?:plain_text|text_of:\"title\")|[.]title", "", path.read_text())
        parents, eyebrows = (set(re.findall(rf"\b{name}=(\S+)", text)) for name in ("parent", "eyebrow"))
        assert parents & eyebrows <= {"parent", "eyebrow"}, path


def test_every_icon_is_on_a_page() -> None:
    said = " ".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    assert {name for name in PATHS if f'icon "{name}"' not in said} == set()


def test_every_class_has_a_rule_or_is_looked_for() -> None:
    """By a script or a test. The design system's and those of Django's administration are theirs."""
    pages = [path.read_text() for path in (ROOT / "templates").rglob("*.html") if "admin" not in path.parts]
    files = [path for folder in ("static", "tests") for path in (ROOT / folder).rglob("*.*")]
    known = {
        name for path in files if path.suffix in {".css", ".js", ".py"} for name in KNOWN.findall(path.read_text())
    }
    known |= {name for page in pages for name in KNOWN.findall(CLASSES.sub("", page))}
    named = {name for page in pages for said in CLASSES.findall(page) for name in TAG.sub(" ", said).split()}
    assert {name for name in named - known if not name.startswith("ds-")} == set()


def test_a_form_in_a_part_that_is_included_alone_gets_its_token() -> None:
    folder = ROOT / "templates"
    forms = {
        str(path.relative_to(folder)) for path in folder.rglob("_*.html") if "{% csrf_token %}" in path.read_text()
    }
    alone = re.compile(r'{% include "([^"]+)"([^%]*) only %}')
    without = [
        (path.name, name)
        for path in folder.rglob("*.html")
        for name, given in alone.findall(path.read_text())
        if name in forms and "csrf_token=csrf_token" not in given
    ]
    assert without == []


@cache
def catalogue_of(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / f"locale/{language}/LC_MESSAGES/django.po"))


@cache
def texts() -> set[str]:
    """Of code and templates."""
    templates = sorted((ROOT / "templates").rglob("*.*"))
    said = {text for path in own_files("*.py") for text in said_in_code(path.read_text())}
    return said | {text for path in templates if path.is_file() for text in said_in_template(path.read_text())}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_catalogue_has_every_text_of_code_and_templates(language: str) -> None:
    known = {entry.msgid for entry in catalogue_of(language) if not entry.obsolete}
    assert sorted(texts() - known) == [], "run: make messages"


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_the_catalogue_is_complete(language: str) -> None:
    catalogue = catalogue_of(language)
    assert [entry.msgid for entry in catalogue if not entry.obsolete and not entry.translated()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_names_the_same_variables_as_its_original(language: str) -> None:
    variables = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w+)\}")
    for entry in catalogue_of(language):
        originals = [set(variables.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text:
                assert set(variables.findall(text)) in originals, entry.msgid


def test_no_file_of_ours_is_two_things() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in own_files("*.py")
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > 400
    }
    assert long == {}


def test_what_runs_after_a_commit_has_a_name_that_the_log_can_say() -> None:
    """Django logs a robust callback's failure by its name; a partial has none and would end the request instead."""
    for path in own_files("*.py"):
        assert "on_commit(partial(" not in path.read_text(), path


def test_every_package_is_locked_by_version_and_hash() -> None:
    whole = re.compile(r"[\w.\[\],-]+==\S+.* --hash=sha256:[0-9a-f]{64}", re.DOTALL)
    for name in ["requirements.txt", "requirements-dev.txt"]:
        locked = re.split(r"\n(?=[^\s#])", (ROOT / name).read_text())
        assert [each for each in locked if not whole.match(each)] == [], name


def test_the_lock_files_carry_no_address() -> None:
    for name in ["requirements.txt", "requirements-dev.txt", "package-lock.json"]:
        addresses = re.findall(r"https?://[^\s\"]+", (ROOT / name).read_text())
        assert [address for address in addresses if "/sponsors/" not in address] == [], name


def test_templates_carry_no_inline_script_or_style() -> None:
    forbidden = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
    for path in (ROOT / "templates").rglob("*.html"):
        assert not forbidden.search(path.read_text()), path


def test_the_floors_are_named_in_the_import_contract_as_here() -> None:
    contract = (ROOT / "pyproject.toml").read_text()
    order = [contract.index(f'"{app}"', contract.index("layers = ")) for app in reversed(FLOORS)]
    assert all(before < after for before, after in pairwise(order))
