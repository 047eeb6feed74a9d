"""Forms as somebody in a hurry fills them in: what is there stays, an empty field gets the first thing that will do."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

# From the narrow kind of field to the wide one
WORDS: list[tuple[type[forms.Field], Any]] = [
    (forms.EmailField, "new@example.org"),
    (forms.URLField, "https://example.org/"),
    (forms.DateTimeField, "2030-05-06 10:00"),
    (forms.DateField, "2030-05-06"),
    (forms.TimeField, "10:00"),
    (forms.IntegerField, 1),
    (forms.CharField, "Words"),
]


def filled(client: Client, address: str, asked: dict[str, Any]) -> dict[str, Any]:
    """What the browser sends of the form on a page; nothing where the page has none, or is only sent to."""
    context = client.get(address, asked).context
    form = context.get("form") if context else None
    if not isinstance(form, forms.BaseForm):
        return {}
    found = {form.add_prefix(name): value_of(field, form[name].value()) for name, field in form.fields.items()}
    return {name: value for name, value in found.items() if value not in (None, "")}


def value_of(field: forms.Field, initial: Any) -> Any:
    if isinstance(field, forms.UUIDField):
        return str(uuid4())
    if isinstance(field, forms.BooleanField):
        return "on" if field.required else ""
    if isinstance(field, forms.FileField):
        return SimpleUploadedFile("words.txt", b"words\n", "text/plain")
    if isinstance(field, forms.ChoiceField):
        return initial or first_of(field)
    if isinstance(field, forms.DateField | forms.DateTimeField | forms.TimeField) or initial in (None, "", []):
        return next((words for kind, words in WORDS if isinstance(field, kind)), "")
    return initial


def first_of(field: forms.ChoiceField) -> Any:
    choices = [str(value) for value, _label in field.choices if value not in (None, "")]
    is_list = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
    return choices[:1] if is_list else "".join(choices[:1])
