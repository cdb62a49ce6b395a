"""How every address answers: parameters read once, conditional requests, formats, fields, tombstones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar

import orjson
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from api import pagination, renderers
from api.authentication import ApiTokenAuthentication
from api.downloads import download
from api.negotiation import PARAMETER as FORMAT
from api.problems import BadParameters, Merged, NotShown, Withdrawn
from mgdb import data_version, http_cache, review
from mgdb.formats import SourceEntry, Table
from mgdb.http_cache import CONDITIONS
from mgdb.lists import LIST_TYPES, ListFile, summaries
from mgdb.models import Source
from mgdb.models.base import read_id
from mgdb.projection import forms
from mgdb.records import RecordType
from mgdb.science.quoting import quoted
from mgdb.search import (
    FILTER_SETS,
    FilterSet,
    InvalidQuery,
    ParameterProblem,
    Params,
    Query,
    catch_timeout,
    snapshots,
    suggestion,
    unknown_parameters,
)
from mgdb.search.given_numbers import GivenNumbers
from mgdb.search.snapshot import Snapshot

from .plain import PlainReading

FIELDS = "fields"
# Written here, for inside the classes `list` is a method.
Rows = list[dict[str, Any]]
Names = list[str]
Problems = list[ParameterProblem]
Sources = list[SourceEntry]
Answers = list[Any]


class BaseViewSet(GenericViewSet[Any]):
    """What all addresses share."""

    authentication_classes = (ApiTokenAuthentication,)
    permission_classes = (AllowAny,)  # of reading; nothing is written here
    http_method_names = ["get", "head", "options"]
    renderer_classes: Sequence[type[BaseRenderer]] = renderers.JSON_ONLY
    pagination_class = pagination.Pages
    filter_backends = ()
    version: http_cache.Version | None = None
    table: Table | None = None  # the rows of a file, where they are not those of the answer

    def conditional(self, request: Request) -> HttpResponseBase | None:
        """A 304 (or 412) when the client has this answer already; else None."""
        self.version, response = http_cache.lookup(request._request, request.accepted_renderer.format)
        return response

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.version and response.status_code in (200, 304):
            self.version.sign(response)
        if limit := getattr(request._request, "rate_limit", None):
            for name, value in limit.headers().items():
                response[name] = value
        return response

    # ---- parameters
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.refuse_empty(request)

    def refuse_empty(self, request: Request) -> None:
        """Refuses a parameter without a value: what it was meant to ask for cannot be known."""
        if problems := [
            ParameterProblem(name, "", f"is empty; give a value or leave {name}= out.")
            for name, values in request.query_params.lists()
            if not all(value.strip() for value in values)
        ]:
            raise BadParameters(problems)

    @property
    def field_names(self) -> Names:
        serializer: Any = self.get_serializer_class()
        return list(serializer._declared_fields)

    def read_fields(self, data: QueryDict) -> tuple[Names, Problems]:
        """The members asked for with `fields=`, in order; empty when all are."""
        asked, problems, known = [], [], self.field_names
        for text in data.getlist(FIELDS):
            for name in (part.strip() for part in text.split(",") if part.strip()):
                if name in known:
                    asked.append(name)
                else:
                    sentence, close = suggestion(name, known)
                    problems.append(
                        ParameterProblem(FIELDS, name[:60], f"{quoted(name)} is not a field; {sentence}", tuple(close))
                    )
        if FIELDS in data and not asked and not problems:
            problems.append(ParameterProblem(FIELDS, "", "names nothing between its commas; leave it out for all."))
        return list(dict.fromkeys(asked)), problems

    def select_fields(self, rows: Rows, names: Names) -> Rows:
        return [{name: row[name] for name in names} for row in rows] if names else rows

    def describe(self) -> str:
        """What the answer holds, in words; for files."""
        return str(self.basename)

    def respond(self, request: Request, data: Any, name: str) -> HttpResponse:
        renderer = request.accepted_renderer
        if isinstance(renderer, renderers.JSONRenderer):
            return HttpResponse(renderer.render(data), content_type=renderer.media_type)
        response = Response(data)
        if isinstance(renderer, renderers.FileRenderer):
            extension = renderer.file_format.extension
            response["Content-Disposition"] = f'attachment; filename="mgdb-{name}.{extension}"'
            links = [f'<{data[rel]}>; rel="{rel[:4]}"' for rel in ("next", "previous") if data.get(rel)]
            if links:
                response["Link"] = ", ".join(links)
        return response


class RecordViewSet(BaseViewSet, PlainReading):
    """A record type: its list, filtered by its filter set, and its details.

    `queryset` are the rows that are filtered and ordered; `filters` is what may be asked.
    """

    record_type: ClassVar[RecordType]
    filters: ClassVar[FilterSet]
    queryset: Any  # of records, published and not
    renderer_classes = renderers.WITH_SOURCES
    lookup_field = "public_id"
    lookup_url_kwarg = "id"
    own_parameters: ClassVar[tuple[str, ...]] = (FIELDS, FORMAT, pagination.PAGE, pagination.SIZE)
    detail_parameters: ClassVar[tuple[str, ...]] = (FIELDS, FORMAT)
    completes: ClassVar[bool] = False  # whether stored answers lack what `completed` adds
    query: Query | None = None
    source_ids: Iterable[str] = ()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        try:
            with catch_timeout():
                answer = data_version.first(lambda: self.list_at_once(request))
                return self.list_of_version(request) if answer is None else answer
        except InvalidQuery as refused:  # too broad, or too much to sort
            raise BadParameters(refused.problems) from refused

    def list_at_once(self, request: Request) -> HttpResponseBase | None:
        """The page of the list by the snapshot that is held, where the data are of its version still when the rows are
        read: one statement says both. None where another way is to be gone.

        What is of one version before and after is so in between: whatever this asks the database is answered by that.
        """
        sent: Any = request._request
        held = snapshots.held(str(self.basename))
        is_usual = request.accepted_renderer.format == "json" and not any(name in sent.META for name in CONDITIONS)
        if held is None or not is_usual or hasattr(sent, "data_version"):
            return None
        query, names, page = self.read_list(request)
        snapshots.answer_at_once(query, held)
        count = query.total()
        is_stored = self.is_as_stored(query.params)
        if not (is_stored or self.completes) or (page.start and page.start >= count):
            return None
        rows = page.slice(count)
        keys, hints = query.page(rows.start, rows.stop), query.hints(count)
        answers, sent.data_version = forms.bodies_and_version(self.record_type, keys, names)
        if sent.data_version[0] != held.token or len(answers) < len(keys):
            return None
        results = (
            [orjson.Fragment(answer) for answer in answers.values()] if is_stored else self.completed(answers, held)
        )
        if results is None:
            return None
        self.conditional(request)
        return self.respond(request, pagination.envelope(request, page, count, results, hints), str(self.basename))

    def list_of_version(self, request: Request) -> HttpResponseBase:
        """The same where the version of the data is read first."""
        http_cache.read_version(request._request)
        query, names, page = self.read_list(request)
        unchanged = self.conditional(request)
        return self.serve_page(request, query, names, page) if unchanged is None else unchanged

    def read_list(self, request: Request) -> tuple[Query, Names, pagination.Page]:
        """What is asked of the list: which rows, which of their members, which page."""
        data = request.query_params
        rows = _published(type(self)).all()
        query = self.query = Query(self.filters, data, rows, own=self.own_parameters, given=self.given(data))
        names, field_problems = self.read_fields(data)
        page, page_problems = pagination.read_page(data)
        if problems := [*query.problems, *field_problems, *page_problems]:
            raise BadParameters(problems)
        return query, names, page

    def serve_page(self, request: Request, query: Query, names: Names, page: pagination.Page) -> HttpResponseBase:
        """The page of the list that answers `query`, with the members `names` (empty: all)."""
        if self.version and str(self.basename) in FILTER_SETS:
            snapshots.answer(query, str(self.basename), self.version.token)
        count = self.count(query)
        is_json = request.accepted_renderer.format == "json"
        if not is_json and not page.asked:
            if count > pagination.MOST_IN_FILE and (sent := download(self, request, query, names)) is not None:
                return sent
            page = self.whole_file(count)
        # a bibliography needs the sources, whatever is shown
        bibliography = isinstance(request.accepted_renderer, renderers.SourcesRenderer)
        rows = page.slice(count)
        keys = query.page(rows.start, rows.stop)
        if (file := self.list_file(request, query.params, names)) is not None:
            self.table = file.table(lambda: [keys], self.describe())
            answer = pagination.envelope(request, page, count, [], [])
            return self.respond(request, answer, str(self.basename))
        if is_json and self.is_as_stored(query.params):
            results: Answers = [orjson.Fragment(answer) for answer in self.answers(keys, names)]
        else:
            results = [orjson.loads(answer) for answer in self.answers(keys)]
            self.source_ids = sources_in(results) if bibliography else ()
            results = self.select_fields(self.convert_units(results, query.params), names)
        hints = query.hints(count)
        if len(results) < len(keys):
            hints = [*self.not_shown(keys), *hints]
        answer = pagination.envelope(request, page, count, results, hints)
        return self.respond(request, answer, str(self.basename))

    def retrieve(self, request: Request, id: str = "", *args: Any, **kwargs: Any) -> Any:
        data = request.query_params
        names, problems = self.read_fields(data)
        problems += unknown_parameters(data, self.detail_parameters)
        record = self.get_record(id)
        problems += self.detail_problems(record)
        if problems:
            raise BadParameters(problems)
        if (unchanged := self.conditional(request)) is not None:
            return unchanged
        if (file := self.list_file(request, self.asked_units(), names)) is not None:
            self.table = file.table(lambda: [[record.pk]], self.describe())
        row = self.serialize_record(record)
        self.source_ids = sources_in([row])
        return self.respond(request, self.select_fields([row], names)[0], record.public_id)

    def count(self, query: Query) -> int:
        """How many rows answer; of a whole list, what was counted at the last publication."""
        record_type = str(self.basename)
        counted = None
        if self.version and record_type in LIST_TYPES and not query.params:
            counted = summaries.total(record_type, self.version.token)
        return query.total() if counted is None else counted

    # ---- what a record type may override
    def given(self, data: QueryDict) -> Mapping[str, GivenNumbers]:
        """What rows are sorted by that no table holds: name → what gives its numbers."""
        return {}

    def completed(self, answers: Mapping[int, str], held: Snapshot) -> Answers | None:
        """The stored answers with what memory knows of the version of `held`; None where that is not enough."""
        return None

    def answers(self, keys: Collection[int], names: Names | tuple[()] = ()) -> Iterable[bytes | str]:
        """What is answered of each record of these keys that is public, as JSON, in canonical units; only the members
        `names`, where there are any."""
        return forms.bodies(self.record_type, keys, names).values()

    def asked_units(self) -> Params:
        """The units that one record is asked for in."""
        return Params({})

    def list_file(self, request: Request, asked: Params, names: Names) -> ListFile | None:
        """The file of the site's list, which a table of all members is; None for anything else."""
        is_table = isinstance(request.accepted_renderer, renderers.TableRenderer)
        list_type = LIST_TYPES.get(str(self.basename))
        if not is_table or names or list_type is None:
            return None
        return ListFile.of(list_type, asked, request.build_absolute_uri())

    def shapes(self, keys: Collection[int]) -> Mapping[int, str]:
        """A name for the columns that each answer has in a file, where it is known without reading the answer."""
        return forms.shapes(self.record_type, keys)

    def not_shown(self, keys: Collection[int]) -> Sequence[str]:
        """What is said of those of these keys that are public and cannot be shown."""
        return forms.not_shown(self.record_type, keys)

    def serialize_record(self, record: Any) -> dict[str, Any]:
        for answer in self.answers([record.pk]):
            return dict(orjson.loads(answer))
        for sentence in self.not_shown([record.pk]):
            raise NotShown(sentence)
        raise NotFound(f"{record.public_id} has just been withdrawn.")

    def convert_units(self, rows: Rows, asked: Mapping[str, Any]) -> Rows:
        """`rows` with numbers in the units asked for."""
        return rows

    def is_as_stored(self, asked: Mapping[str, Any]) -> bool:
        """Whether the answers are those that are stored."""
        return not forms.names_unit(asked)

    def detail_problems(self, record: Any) -> Problems:
        return []

    def lookup(self, key: str) -> dict[str, Any] | None:
        """How to look up `key`; None when nothing can have it."""
        known = read_id(key)
        return {"public_id": known} if known else None

    def get_record(self, key: str) -> Any:
        """The published record `key`.

        Raises Merged with where it is now, Withdrawn with its reason, or NotFound with a suggestion.
        """
        record_type = self.filters.names[0]
        wanted = self.lookup(key)
        record = self.queryset.visible().filter(**wanted).first() if wanted else None
        # a part is public with the record in which it stands
        owner = getattr(record, self.record_type.part_of) if record and self.record_type.part_of else record
        if (
            wanted
            and (owner is None or owner.status == "withdrawn")
            and (into := review.current_id(self.queryset.model, wanted.get("public_id", "")))
        ):
            raise Merged(record_type, key, into, self.at(into))
        if owner is None:
            prefix = self.record_type.prefix
            raise NotFound(f"There is no {record_type} {quoted(key, 60)}; ids of this kind look like {prefix}-7h3k9qa.")
        if owner.status == "withdrawn":
            raise Withdrawn(record_type, key, owner.withdrawn_reason)
        return record

    def at(self, public_id: str) -> str:
        """The address of this request for the record `public_id` instead."""
        match = self.request.resolver_match
        assert match is not None
        query = self.request.META.get("QUERY_STRING", "")
        return f"{reverse(match.view_name, args=[public_id])}{'?' if query else ''}{query}"

    # ---- for files
    def whole_file(self, count: int) -> pagination.Page:
        if count > pagination.MOST_IN_FILE:
            reason = (
                f"{count} rows are too many for one file; ask for less, or give page_size (at most {pagination.MOST}) "
                "and follow the Link header."
            )
            raise BadParameters([ParameterProblem(pagination.SIZE, "", reason)])
        return pagination.Page(1, max(1, count))

    def describe(self) -> str:
        return self.query.description if self.query else super().describe()

    def sources_of(self, rows: Rows) -> Sources:
        """The sources that the rows name, in order of appearance."""
        return Source.objects.published().entries(self.source_ids)


@cache
def _published(viewset: type[RecordViewSet]) -> Any:
    """What anybody may read of its records: a question, which is asked by its copies."""
    return viewset.queryset.published()


def sources_in(value: Any) -> Iterable[str]:
    """Ids of sources anywhere in `value`, an answer's rows."""
    if isinstance(value, Mapping):
        for inner in value.values():
            if isinstance(inner, str):
                if inner.startswith("src-"):
                    yield inner
            else:
                yield from sources_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from sources_in(inner)
