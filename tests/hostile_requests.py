"""Requests as nobody means them: every address of the site, with what its own pages ask for, spoilt.

What the forms and links of a page ask for is read from the page itself; so a new page, field or filter is met without a
word here. One number makes one run of requests, the same each time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from io import BytesIO
from random import Random
from typing import Any
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urljoin, urlsplit
from wsgiref.util import setup_testing_defaults

from django.test.client import BOUNDARY, MULTIPART_CONTENT
from django.urls import get_resolver

DEEP = 1000
TEXTS = [
    "", " ", "\x00", "a\x00b", "\x01\x1b[0m", "\r\nSet-Cookie: a=b", "\u202ea", "\u2028", "\ufeff", "\ufffe",
    "\U0010ffff", "[" * DEEP, "(" * DEEP, "((" * 20 + "Mg" + "))" * 20, '{"a":' * DEEP, "Mg(" * 300, "a" * 5000,
    "9" * 5000, "a," * 3000, "0", "-0", "-1", "1", "99", str(2**31), str(2**63), str(-(2**63)), "1" + "0" * 400,
    "1e400", "-1e-400", "1e5", "0x10", "1_000", "NaN", "inf", "-Infinity", "²", "١٢", "𝟙", "٣.٥", "½", "1,5", "1.5",
    "true", "null", "None", "[]", "{}", "abc", "unknown", "any", "all", "none", "Mg", "Mg2", "Zz", "H" * 200, "\\",
    "'", "''", '"', "' OR 1=1 --", "%", "%00", "%s", "_", "{0}", "{{7*7}}", "<script>", "../../etc/passwd",
    "9999-99-99", "0000-00-00", "2025-02-30", "10000-01-01", "0001-01-01", "2025-01-01T99:99", "a@b", "http://[",
    "http://[::1]:99999999999/", "javascript:1", "[^", "(?P<", "*", "a" * 300 + "!", "1 2 3 4", "-", "--", ".", "..",
    ",", ";", "=", "&", "#", "+1", "1e", "10^", "1±2", "1–2", "<1", ">", "~", "≈", "1 × 10⁻⁵",
]  # fmt: skip
# As no browser encodes anything.
RAW = [
    "%ED%A0%80", "%FF%FE", "%C0%80", "%", "%zz", "%E2%82", "%00", "%F4%90%80%80", "a%0Ab", "\xff\xfe", "\xed\xa0\x80",
]  # fmt: skip
METHODS = [
    "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "FOO",
]  # fmt: skip
LOOKUPS = [
    "__regex", "__iregex", "__in", "__isnull", "__range", "__gt", "__lte", "__exact", "__year", "__contains",
    "__a__b", "__len", "__overlap", "__contained_by", "__has_key", "__date", "__pk", "__search", "__trigram_similar",
    "__password",
]  # fmt: skip
TYPES = [
    "application/json", "application/x-www-form-urlencoded", "text/plain", "multipart/form-data",
    "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "b" * 300, "multipart/form-data; boundary=ü",
    "application/merge-patch+json", "application/xml", "", ";", "a/b/c", "application/json; charset=rot13",
    "text/plain; charset=rot13", "application/x-www-form-urlencoded; charset=utf-16", "text/html; charset=idna",
    "multipart/form-data; charset=hex; boundary=x", "application/json; charset=\x00", "text/plain; charset=punycode",
]  # fmt: skip
HEADERS = {
    "accept": ["", "*/*", "text/html", "application/json;q=x", ",;", "text/" + "a" * 2000, "application/*;q=2", "\xff"],
    "if-none-match": ["*", '"', "W/", '"a', 'W/"a", "b"', "\xff", '"' * 2000],
    "if-modified-since": ["yesterday", "Wed, 99 Feb 2025 99:99:99 GMT", "0", "Thu, 01 Jan 0001 00:00:00 GMT",
                          "Thu, 01 Jan 9999 00:00:00 GMT"],
    "if-match": ["*", '"99999999999999999999"', '"999999999"', '"-1"', "1", '"²"', "\xff"],
    "authorization": ["Token", "Token \xff", "Token " + "a" * 3000, "Basic Og==", "Bearer a b", "Token a\x00"],
    "cookie": ["mgdb_session_8000=\x00", "mgdb_session_8000=abc", "messages=[[", "csrftoken=\xff", "a" * 3000, ";=;",
               "mgdb_session_8000=" + "a" * 3000, "mgdb_known=a:b:c", "messages=" + "[" * DEEP],
    "host": ["", "a b", "[::1", "example.org:99999999", "\xff", "testserver:\x00"],
    "x-forwarded-for": ["", "a", "1.2.3.4, ::1", "999.999.999.999", "\xff", "1" * 2000],
    "origin": ["null", "http://[", "\xff", "https://example.org"],
    "referer": ["http://[", "\xff"],
    "content-length": ["-1", "²", "abc", "", "99999999999999999999"],
    "idempotency-key": ["", "a" * 3000, "\x00", "\xff", "a"],
    "hx-request": ["true", "\xff"],
    "accept-encoding": ["gzip;q=x", ";", "\xff", "br, gzip;q=0"],
    "range": ["bytes=0-", "bytes=a-b"],
    "access-control-request-method": ["POST", "\xff"],
}  # fmt: skip
FILES = [
    b"", b"\x00", b"\xff\xfe\x00", b"PK\x03\x04" + b"\x00" * 40, b"a: " + b"[" * DEEP, b"&a [*a]", b"a,b\n\x00,1\n",
    b'{"a":' * DEEP, b"a: !!python/object:os.system {}", b"\n" * 5000, "x;y\n1;²\n".encode(), b"a,b\n" + b"1," * 5000,
    b"{}", b"[]", b"a: 2025-99-99", b"? [a]\n: b", b"a: &x {b: *x}",
]  # fmt: skip


@dataclass
class Answer:
    """What came back."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""


@dataclass(frozen=True)
class Sent:
    """One request, which can be said in one line."""

    method: str
    address: str  # percent-encoded
    body: bytes = b""
    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        headers = {name: value[:80] for name, value in self.headers.items()}
        said = [self.method, self.address[:400], str(headers or ""), self.content_type[:100]]
        return " ".join([*filter(None, said), repr(self.body[:300]) if self.body else ""]).strip()

    def ask(self, application: Any, cookie: str = "") -> Answer:
        """Puts it to the whole application, as a web server does."""
        path, _, query = self.address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.method,
            "PATH_INFO": unquote_to_bytes(path.encode("latin-1")).decode("latin-1"),
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.content_type,
            "CONTENT_LENGTH": str(len(self.body)),
            "wsgi.input": BytesIO(self.body),
            "HTTP_HOST": "testserver",
            "HTTP_COOKIE": cookie,
        }
        setup_testing_defaults(environ)
        for name, value in self.headers.items():
            key = name.upper().replace("-", "_")
            environ[key if key == "CONTENT_LENGTH" else f"HTTP_{key}"] = value
        answer = Answer()

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> None:
            answer.status, answer.headers = int(status[:3]), {name.lower(): value for name, value in headers}

        body = application(environ, start)
        answer.content = b"".join(body)
        if close := getattr(body, "close", None):
            close()
        return answer


@dataclass
class Form:
    """A form of a page, as a browser would send it untouched."""

    method: str
    address: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    files: set[str] = field(default_factory=set)


class Page(HTMLParser):
    """What the forms and the links of a page ask for."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._select = ""
        self.feed(text)

    def names(self) -> list[str]:
        """The parameters that its forms and its links to itself ask for."""
        path = urlsplit(self.address).path
        own = [urlsplit(link).query for link in self.links if urlsplit(link).path == path]
        linked = [name for query in own for name, _ in parse_qsl(query, keep_blank_values=True)]
        return list(dict.fromkeys([*linked, *(name for form in self.forms for name, _ in form.fields)]))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "a" and given.get("href", "").startswith(("/", "?")):
            self.links.append(urljoin(self.address, given["href"]))
        if "data-ajax--url" in given:
            names = {
                one.replace("-", "_"): given.get(f"data-{one}", "") for one in ("app-label", "model-name", "field-name")
            }
            self.links.append(f"{given['data-ajax--url']}?{urlencode(names | {'term': 'a'})}")
        name, kind = given.get("name", ""), given.get("type", "")
        if tag == "form":
            self.forms.append(Form(given.get("method", "get").upper(), urljoin(self.address, given.get("action", ""))))
        elif self.forms and tag in ("input", "textarea", "button") and name:
            if kind == "file":
                self.forms[-1].files.add(name)
            if kind not in ("checkbox", "radio") or "checked" in given:
                self.forms[-1].fields.append((name, given.get("value", "")))
        elif self.forms and tag == "select" and name:
            self._select = name
            self.forms[-1].fields.append((name, ""))
        elif self.forms and tag == "option" and "selected" in given and self._select:
            self.forms[-1].fields.append((self._select, given.get("value", "")))


def routes() -> list[str]:
    """Every address, its variable parts in braces."""

    def walk(resolver: Any, before: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            here = before + str(pattern.pattern)
            yield from walk(pattern, here) if hasattr(pattern, "url_patterns") else [here]

    found = (re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"{\1}", one) for one in walk(get_resolver(), "/"))
    return [re.sub(r"[\^$]", "", re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", one)) for one in found]


class Hostile:
    """Spoils requests; `known` gives a good value for a variable part of a route."""

    def __init__(self, seed: int, known: Callable[[str, str], str]) -> None:
        self.chance, self.known = Random(seed), known

    def text(self) -> str:
        return self.chance.choice(TEXTS)

    def encoded(self) -> str:
        """A hostile text as a part of an address."""
        return self.chance.choice(RAW) if self.chance.random() < 0.2 else quote(self.text(), safe="")

    def path(self, route: str, *, spoilt: bool) -> str:
        def part(match: re.Match[str]) -> str:
            bad = spoilt and self.chance.random() < 0.7
            return self.encoded()[:3000] if bad else quote(self.known(route, match[1]), safe="")

        return re.sub(r"\{(\w+)\}", part, route)

    def query(self, names: list[str], given: list[tuple[str, str]]) -> str:
        """`given`, with some of it and of `names` spoilt, repeated, or looked up otherwise."""
        parts = [(quote(name, safe=""), quote(value, safe="")) for name, value in given]
        for _ in range(self.chance.choice((1, 1, 1, 2, 3))):
            name = quote(self.chance.choice(names or ["q"]), safe="")
            if self.chance.random() < 0.1:
                name += self.chance.choice(LOOKUPS)
            if self.chance.random() < 0.05:
                name = self.encoded()[:500]
            parts = [one for one in parts if one[0] != name or self.chance.random() < 0.2]
            value = self.encoded()
            if given and self.chance.random() < 0.1:  # what is right, very often
                value = quote(",".join([self.chance.choice(given)[1]] * 800), safe=",")
            parts += [(name, value)] * self.chance.choice((1, 1, 1, 1, 2, 300))
        return "&".join("=".join(part) for part in parts)

    def headers(self) -> dict[str, str]:
        name = self.chance.choice(list(HEADERS))
        return {name: self.chance.choice(HEADERS[name])}

    def form(self, form: Form) -> Sent:
        """A form with one to three of its fields spoilt, taken out or given twice."""
        fields = list(form.fields)
        for _ in range(self.chance.choice((1, 1, 2, 3))):
            if fields:
                place = self.chance.randrange(len(fields))
                name = fields[place][0]
                bad = (name, self.text())
                fields[place : place + 1] = self.chance.choice(([bad], [bad], [bad], [bad, bad], []))
        return self.sent(form, fields)

    def sent(self, form: Form, fields: list[tuple[str, str]]) -> Sent:
        """`form` with `fields`, as a browser would send it."""
        if form.method == "GET":
            query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in fields)
            return Sent("GET", f"{form.address}?{query}")
        if form.files or self.chance.random() < 0.2:
            parts = [
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                for name, value in fields if name not in form.files
            ]  # fmt: skip
            for name in form.files:
                file = self.chance.choice(["a.yaml", "a.csv", "a.xlsx", "a.json", "a\x00.csv", "../a", "", "a" * 300])
                head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n\r\n'
                parts.append(head.encode() + self.chance.choice(FILES) + b"\r\n")
            return Sent("POST", form.address, b"".join(parts) + f"--{BOUNDARY}--\r\n".encode(), MULTIPART_CONTENT)
        body = urlencode(fields).encode()
        if self.chance.random() < 0.1:
            body += b"&" + self.chance.choice(RAW[:-1]).encode() + b"=" + self.chance.choice(RAW[:-1]).encode()
        return Sent("POST", form.address, body, "application/x-www-form-urlencoded")

    def json(self, value: Any) -> bytes:
        """`value`, an object of JSON, spoilt somewhere."""
        spoilt = json.loads(json.dumps(value))
        for _ in range(self.chance.choice((1, 1, 2))):
            where: Any = spoilt
            while isinstance(where, dict | list) and where:
                key: Any = (
                    self.chance.choice(list(where)) if isinstance(where, dict) else self.chance.randrange(len(where))
                )
                inner = where[key]
                if not isinstance(inner, dict | list) or not inner or self.chance.random() < 0.3:
                    bad = [self.text(), None, [], {}, 2**63, 1e308, -1, True, "\ud800", [[[]]] * 3, {"a": None}, 1.5]
                    where[key] = self.chance.choice(bad)
                    break
                where = inner
        text = json.dumps(spoilt).encode()
        bad = [
            b"[" * DEEP, b'{"a":' * DEEP, text[:-1], b"\xff", b"null", b"[]", b"1", b'"\\ud800"', b"NaN", b"", b"\x00",
            b'{"\\u0000": "\\u0000"}', b"9" * 5000, text[:1] + b'"form": 1,' + text[1:],
        ]  # fmt: skip
        return self.chance.choice(bad) if self.chance.random() < 0.2 else text

    def any(self, good: Sent, route: str, names: list[str], body: Any = None) -> Sent:
        """A request like `good`, spoilt in one way or two."""
        where = urlsplit(good.address)
        sent, path, query = good, where.path, where.query
        for way in self.chance.choices(
            ("query", "path", "method", "body", "headers"), (6, 2, 1, 2, 1), k=self.chance.choice((1, 1, 2))
        ):
            if way == "query":
                query = self.query(names, parse_qsl(where.query, keep_blank_values=True))
            elif way == "path":
                path = self.path(route, spoilt=True)
                if "{" not in route:
                    path += self.encoded()[:3000]
            elif way == "method":
                sent = replace(sent, method=self.chance.choice(METHODS))
            elif way == "headers":
                sent = replace(sent, headers={**sent.headers, **self.headers()})
            else:
                kind = (
                    "application/json" if body is not None and self.chance.random() < 0.8 else self.chance.choice(TYPES)
                )
                method = self.chance.choice(("POST", "PUT", "PATCH"))
                if method == "PATCH" and body is not None:
                    kind = "application/merge-patch+json"
                content = self.json(body if body is not None else {"a": "b"})
                sent = replace(sent, method=method, body=content, content_type=kind)
        return replace(sent, address=path + (f"?{query}" if query else ""))
