"""Everything that one person can reach by following links, as the words that are in it: pages, feeds, tables, files.

for path, words in crawl(client, ["/en/"]): …
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from io import BytesIO
from urllib.parse import urldefrag, urljoin, urlsplit
from zipfile import ZipFile, is_zipfile

from django.http.response import HttpResponseBase
from django.test import Client
from pypdf import PdfReader

from core.languages import CODES

LINK = re.compile(rb"""(?:href|src|action|hx-get|data-src)=["']([^"'#][^"']*)["']""")
NEXT = re.compile(r"(?:^|&)next=[^&]*")  # where one goes from a page makes no other page of it
MOST = 40_000
LEFT_OUT = ("/static/", "/admin/", "/account/logout", "/mailbox/")
PAGES_OF_A_KIND = 16  # addresses that differ in their questions alone, such as the pages and facets of one list


def crawl(client: Client, begin_at: Iterable[str], languages: Iterable[str] = ("en",)) -> Iterator[tuple[str, str]]:
    """Each address once, with what its answer says, headers included; other languages' pages are left out."""
    left_out = LEFT_OUT + tuple(f"/{code}/" for code in set(CODES) - set(languages))
    waiting, seen, kinds = list(begin_at), set(begin_at), dict[str, int]()
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path)
        assert answer.status_code < 500, path
        content = content_of(answer)
        yield path, said(answer, content)
        for link in links(path, answer, content):
            if link in seen or any(f"/{part.strip('/')}/" in f"{link}/" for part in left_out):
                continue
            seen.add(link)
            kinds[kind_of(link)] = kinds.get(kind_of(link), 0) + 1
            if "?" not in link or kinds[kind_of(link)] <= PAGES_OF_A_KIND:
                waiting.append(link)
        assert len(seen) < MOST, "the links never end"


def kind_of(link: str) -> str:
    return link.partition("?")[0]


def content_of(answer: HttpResponseBase) -> bytes:
    if answer.streaming:
        return b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return answer.content  # type: ignore[attr-defined, no-any-return]


def links(path: str, answer: HttpResponseBase, content: bytes) -> Iterator[str]:
    """Where the answer leads within the portal."""
    found = [found.decode() for found in LINK.findall(content)] if is_marked_up(answer) else []
    if location := answer.headers.get("Location"):
        found.append(location)
    for link in found:
        address = urlsplit(urljoin(f"http://testserver{path}", urldefrag(unescape(link)).url))
        query = NEXT.sub("", address.query).lstrip("&")
        if address.netloc == "testserver" and address.scheme in ("http", "https"):
            yield address.path + (f"?{query}" if query else "")


def is_marked_up(answer: HttpResponseBase) -> bool:
    return any(kind in answer.headers.get("Content-Type", "") for kind in ("html", "xml"))


def said(answer: HttpResponseBase, content: bytes) -> str:
    """Headers and words of an answer; of a PDF its text, of a ZIP or a workbook all that is in it."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{words_of(content)}"


def words_of(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return words_of_pdf(content)
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            return "\n".join(f"{name}\n{words_of(archive.read(name))}" for name in archive.namelist())
    return unescape(content.decode("utf-8", "replace"))


@cache
def words_of_pdf(content: bytes) -> str:
    reader = PdfReader(BytesIO(content))
    return "\n".join([str(reader.metadata), *(page.extract_text() for page in reader.pages)])
