"""Which texts code and templates put before people, gathered without xgettext so that any machine can check."""

import ast
import re
from collections.abc import Iterator

from django.utils.translation.template import templatize

MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
CALL = re.compile(r"\b(n?p?gettext)\(((?:u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\"|[\s,])+)")


def said_in_code(source: str) -> Iterator[str]:
    """The first text of each call that marks one for translation (the singular, where there are two)."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and name_of(node.func) in MARKERS and node.args:
            place = 1 if name_of(node.func).startswith("pgettext") else 0
            argument = node.args[place]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def name_of(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def said_in_template(source: str) -> Iterator[str]:
    """What translate and blocktranslate tags say, as Django's own makemessages reads them."""
    for function, arguments in CALL.findall(templatize(source)):
        texts = ast.literal_eval(f"[{arguments.strip().rstrip(',')}]")
        yield texts["p" in function.removesuffix("gettext")]
