"""The parameters of a request: texts in, one typed value out, or what is wrong with them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import Model

from mgdb.models import Material, Record, Source
from mgdb.models.base import has_id, read_id
from mgdb.models.new_ids import ID_ALPHABET, ID_LENGTH
from mgdb.science import ions, typeset, units, vocabulary
from mgdb.science.conditions import Condition
from mgdb.science.elements import ELEMENTS
from mgdb.science.judgement import Refusal, judge
from mgdb.science.papers import doi_readings

from .errors import ParameterError, quoted, suggestion

LONGEST = 300  # characters of one value
MOST = 50  # values of one parameter
_SIGN, _SEEN = r"[^\u0000-\u0008\u000e-\u001f\u007f]", r"[^\s\u0000-\u001f\u007f]"
# Some text: something of it is seen, and it holds no control character but for ends of lines.
TEXT: Mapping[str, object] = {
    "type": "string",
    "minLength": 1,
    "maxLength": LONGEST,
    "pattern": f"^{_SIGN}*{_SEEN}{_SIGN}*$",
}
_WRAPPED = re.compile(r"[\t\n\v\f\r]+")  # what is copied with the end of a line in it, or from a table
T = TypeVar("T")


class Parameter(ABC, Generic[T]):
    """How one parameter is read; `labels` name its values where they are keys."""

    many: ClassVar[bool] = False
    longest: ClassVar[int] = LONGEST
    schema: Mapping[str, object] = TEXT
    labels: Mapping[str, str] = {}

    def clean(self, given: Iterable[str]) -> T | None:
        """The value of a parameter `given` so often; None where all are empty. Raises ParameterError."""
        texts = [_WRAPPED.sub(" ", text).strip() for text in given if text.strip()]
        for text in texts:
            if len(text) > self.longest:
                raise ParameterError(f"longer than {self.longest} characters; shorten it.", value=text[:40])
            if any(ord(sign) < 32 or 0xD800 <= ord(sign) <= 0xDFFF or ord(sign) == 127 for sign in text):
                raise ParameterError("holds a control character; leave it out.", value=quoted(text))
        return self.read(texts) if texts else None

    @abstractmethod
    def read(self, texts: list[str]) -> T: ...

    def in_words(self, value: object) -> str:
        """One of its values as a query states it."""
        return self.labels.get(str(value)) or str(value)


class SingleValue(Parameter[T]):
    """A parameter that is given once."""

    def read(self, texts: list[str]) -> T:
        if len(texts) > 1:
            raise ParameterError(f"given {len(texts)} times; give it once.", value=texts[1])
        return self.read_one(texts[0])

    @abstractmethod
    def read_one(self, text: str) -> T: ...


class ValueList(Parameter[list[T]], Generic[T]):
    """A parameter that may be repeated."""

    many = True
    most: ClassVar[int] = MOST

    def read(self, texts: list[str]) -> list[T]:
        if len(texts) > MOST:
            raise ParameterError(f"given {len(texts)} times; give it at most {MOST} times.", value=texts[MOST])
        values = list(dict.fromkeys(value for text in texts for value in self.read_several(text)))
        if not values:
            raise ParameterError("holds nothing between its commas; give a value.", value=texts[0])
        if len(values) > self.most:
            raise ParameterError(f"{len(values)} values; give at most {self.most}.", value=texts[0])
        return values

    def read_several(self, text: str) -> Iterable[T]:
        return [self.read_one(text)]

    @abstractmethod
    def read_one(self, text: str) -> T: ...


class Text(SingleValue[str]):
    """Plain words."""

    def read_one(self, text: str) -> str:
        return text


class TextList(ValueList[str]):
    """Plain words, repeated for “or”."""

    def read_one(self, text: str) -> str:
        return text


class Choice(ValueList[str]):
    """Keys of a closed list; repeated means “or”."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        self.labels = dict(choices)
        self.schema = {"type": "string", "enum": list(self.labels)}

    def read_several(self, text: str) -> list[str]:
        """One key, or several with commas between them, as lists of elements are written."""
        return [self.read_one(part.strip()) for part in text.split(",") if part.strip()] or [self.read_one(text)]

    def read_one(self, text: str) -> str:
        if text in self.labels:
            return text
        sentence, close = suggestion(text, self.labels)
        raise ParameterError(f"{quoted(text)} is not known; {sentence}", value=text, nearest=close)


class Ions(Choice):
    """Ions by the keys of the vocabulary, or by the formulas of others; repeated means “or”."""

    def __init__(self) -> None:
        super().__init__(dict(vocabulary.choices(vocabulary.IONS)))
        self.schema = {"anyOf": [{"type": "string", "enum": list(self.labels)}, TEXT]}

    def read_one(self, text: str) -> str:
        try:
            return ions.read(text)
        except ions.IonError as error:
            raise ParameterError(f"{error}", value=text, nearest=suggestion(text, self.labels)[1]) from error


class TypedNumber(SingleValue[str]):
    """A number as people type it, with its unit behind it if need be; what it is of says how it is read."""

    schema = {"anyOf": [{"type": "number"}, TEXT]}

    def read_one(self, text: str) -> str:
        return text


class Integer(SingleValue[int]):
    """A whole number between two limits."""

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high
        self.schema = {"type": "integer", "minimum": low, "maximum": high}

    def read_one(self, text: str) -> int:
        if re.fullmatch(r"\d{1,9}", text, re.ASCII) and self.low <= int(text) <= self.high:
            return int(text)
        raise ParameterError(f"{quoted(text)} is not a whole number from {self.low} to {self.high}.", value=text)


class Integers(ValueList[int]):
    """Whole numbers between two limits; repeated means “or”."""

    def __init__(self, low: int, high: int) -> None:
        self.member = Integer(low, high)
        self.schema = self.member.schema

    def read_one(self, text: str) -> int:
        return self.member.read_one(text)


class Boolean(SingleValue[bool]):
    """1 or 0; `yes` and `no` say what they mean."""

    # As people, and as programs of several languages, write it.
    SAID = {
        **dict.fromkeys(("1", "true", "True", "yes", "Yes"), True),
        **dict.fromkeys(("0", "false", "False", "no", "No"), False),
    }
    schema = {"type": "string", "enum": list(SAID)}

    def __init__(self, yes: str = "yes", no: str = "no") -> None:
        self.labels = {"1": yes, "0": no}

    def read_one(self, text: str) -> bool:
        if text in self.SAID:
            return self.SAID[text]
        raise ParameterError(f"{quoted(text)} is neither 1 (yes) nor 0 (no).", value=text, nearest=["1", "0"])


class Elements(ValueList[str]):
    """Symbols of chemical elements, separated by commas."""

    most = len(ELEMENTS)
    schema = {
        "type": "string",
        "maxLength": LONGEST,
        "pattern": rf"^({'|'.join(ELEMENTS)})([,\s]+({'|'.join(ELEMENTS)}))*$",
    }

    def read_several(self, text: str) -> list[str]:
        return [self.read_one(part) for part in re.split(r"[,\s]+", text) if part]

    def read_one(self, text: str) -> str:
        if text in ELEMENTS:
            return text
        named = [symbol for symbol, element in ELEMENTS.items() if text.lower() in (symbol.lower(), element.name)]
        sentence = f"did you mean {named[0]}?" if named else "write symbols separated by commas: Mg,V,O."
        raise ParameterError(f"{quoted(text)} is not a symbol of an element; {sentence}", value=text, nearest=named)


class NamedId(str):
    """The public id of a record, with what it is called where the public may read that."""

    __slots__ = ("name",)
    name: str


def named_ids(model: type[Record], values: Sequence[str]) -> list[str]:
    """`values` with their names; the id of a merged record is that of the other."""
    rows: Any = model._default_manager  # a RecordQuerySet's
    found = rows.filter(has_id(values)).select_related(*(["source"] if model is Material else []))
    into: dict[str, str] = {}
    names: dict[str, str] = {}
    for record in found:
        into.update(dict.fromkeys(record.merged_ids, record.public_id))
        if record.status == "published":
            names[record.public_id] = _name(record)
    ids = dict.fromkeys(into.get(value, value) for value in values)
    made = []
    for one in ids:
        made.append(named := NamedId(one))
        named.name = names.get(one, one)
    return list[str](made)


def _name(record: Record) -> str:
    """Specimens of several papers have one name."""
    return f"{record.label} of {record.source.short}" if isinstance(record, Material) else record.label


class Ids(ValueList[str]):
    """Public ids of records of `model`, what one of them is called being `label`; a merged record's is the other's."""

    def __init__(self, model: type[Model], label: str) -> None:
        self.model, self.label = model, label
        prefix: str = model.PREFIX  # type: ignore[attr-defined]
        self.prefix = prefix
        self.schema = {"type": "string", "pattern": f"^{prefix}-[{ID_ALPHABET}]{{{ID_LENGTH}}}$"}

    def read(self, texts: list[str]) -> list[str]:
        values = super().read(texts)
        return named_ids(self.model, values) if issubclass(self.model, Record) else values

    def in_words(self, value: object) -> str:
        return value.name if isinstance(value, NamedId) else str(value)

    def read_one(self, text: str) -> str:
        if known := read_id(text, self.prefix):
            return known
        raise ParameterError(
            f"{quoted(text)} is not an id of a {self.label}; one looks like {self.prefix}-7h3k9qa.", value=text
        )


class SourceRefs(ValueList[str]):
    """Sources, each by its DOI, however that is written, or by its public id."""

    def read(self, texts: list[str]) -> list[str]:
        values = super().read(texts)
        ids = [one for one in values if "/" not in one]
        named = {str(one): one for one in named_ids(Source, ids)} if ids else {}
        return [named.get(one, one) for one in values]

    def in_words(self, value: object) -> str:
        return value.name if isinstance(value, NamedId) else str(value)

    def read_several(self, text: str) -> tuple[str, ...]:
        """The id; or the DOIs that may be meant, of which at most one is a source's."""
        return doi_readings(text) or (self.read_one(text),)

    def read_one(self, text: str) -> str:
        if known := read_id(text, "src"):
            return known
        raise ParameterError(
            f"{quoted(text)} is neither a DOI nor the id of a source; "
            "write for example 10.1007/s40820-024-01495-1 or src-7h3k9qa.",
            value=text,
        )


class Unit(SingleValue[str]):
    """A unit in any usual spelling; the `dimension`, where it is known, says which C is meant."""

    def __init__(self, dimension: str = "") -> None:
        self.dimension = dimension

    def read_one(self, text: str) -> str:
        try:
            return units.normalise(text, self.dimension)
        except units.UnitError as error:
            raise ParameterError(str(error), value=text) from error


class Keywords(SingleValue[str]):
    """Words to be found, as typed, because a formula is known by its capitals; a DOI by its identity."""

    def read_one(self, text: str) -> str:
        return looked_for(text)


def folded(text: str) -> str:
    """`text` as search texts are kept. Where it holds a DOI, that alone: it names one paper."""
    return typeset.plain(looked_for(text))


def looked_for(text: str) -> str:
    """What `text` asks for: a DOI that it holds, which names one paper; else itself, with single blanks."""
    return next(iter(doi_readings(text)), " ".join(text.replace("\0", " ").split()))


class Cations(ValueList[tuple[str, ...] | None]):
    """A set of carrier cations: “Mg”, “Mg,Li”, “none” (no salt) or “unknown”."""

    def read_one(self, text: str) -> tuple[str, ...] | None:
        if text.lower() == "unknown":
            return None
        if text.lower() == "none":
            return ()
        return tuple(sorted(set(Elements().read_several(text))))


STATUS_WORDS = ("reported", "not_reported", "not_applicable", "not_checked")


class ConditionValue(ValueList[str]):
    """The value of a condition, or one of the words for its status; a number is read with what else is asked."""

    def __init__(self, entry: Condition) -> None:
        self.entry = entry
        if entry.kind == "choice":
            self.schema = {"type": "string", "enum": [*(key for key, _ in entry.choices), *STATUS_WORDS]}
        elif entry.kind == "number":
            self.schema = {"anyOf": [{"type": "number"}, TEXT]}

    def read_one(self, text: str) -> str:
        if self.entry.kind != "choice" or text in STATUS_WORDS:
            return text
        judged = judge(self.entry, text)
        if isinstance(judged, Refusal):
            _, close = suggestion(text, [*(key for key, _ in self.entry.choices), *STATUS_WORDS])
            raise ParameterError(judged.reason, value=text, nearest=close)
        assert judged.condition is not None
        return judged.condition.text or judged.condition.status
