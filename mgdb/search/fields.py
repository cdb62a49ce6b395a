"""Form fields that read one parameter each and say what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from mgdb.models.base import ID_ALPHABET, ID_LENGTH, id_pattern
from mgdb.models.sources import clean_doi
from mgdb.science import typeset, units
from mgdb.science.elements import ELEMENTS

from .errors import ParameterError, shown, suggestion

LONGEST = 300  # characters of one value
MOST = 50  # values of one parameter


class MultiValueInput(forms.Widget):
    """Reads every value of a repeated parameter."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        if hasattr(data, "getlist"):
            return data.getlist(name)
        value = data.get(name)
        return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class Parameter(forms.Field):
    """One parameter: text in, a value or a list of values out. Empty means: not asked."""

    many = False
    schema: Mapping[str, Any] = {"type": "string"}

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options["widget"] = MultiValueInput()
        super().__init__(**options)

    def clean(self, raw: list[str]) -> Any:
        texts = [text.strip() for text in raw if text.strip()]
        if not texts:
            return None
        for text in texts:
            if len(text) > LONGEST:
                raise ParameterError(f"longer than {LONGEST} characters; shorten it.", value=text[:40])
            if any(ord(sign) < 32 or 0xD800 <= ord(sign) <= 0xDFFF or ord(sign) == 127 for sign in text):
                raise ParameterError("holds a control character; leave it out.", value=shown(repr(text)))
        if not self.many:
            if len(texts) > 1:
                raise ParameterError(f"given {len(texts)} times; give it once.", value=texts[1])
            return self.read(texts[0])
        values = list(dict.fromkeys(value for text in texts for value in self.read_several(text)))
        if len(values) > MOST:
            raise ParameterError(f"{len(values)} values; give at most {MOST}.", value=texts[0])
        return values

    def read(self, text: str) -> Any:
        return text

    def read_several(self, text: str) -> Iterable[Any]:
        return [self.read(text)]


class Text(Parameter):
    """Plain words."""


class TextList(Parameter):
    """Plain words, repeated for “or”."""

    many = True


class Choice(Parameter):
    """Keys of a closed list; repeated means “or”."""

    many = True

    def __init__(self, choices: Mapping[str, str], **options: Any) -> None:
        self.labels = dict(choices)
        self.schema = {"type": "string", "enum": list(self.labels)}
        super().__init__(**options)

    def read(self, text: str) -> str:
        if text in self.labels:
            return text
        sentence, close = suggestion(text, self.labels)
        raise ParameterError(f"{shown(text)} is not known; {sentence}", value=text, nearest=close)


class Number(Parameter):
    """A finite number, with a decimal point."""

    schema = {"type": "number"}

    def read(self, text: str) -> float:
        plain = text.replace("−", "-")
        if re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?", plain, re.ASCII):
            number = float(plain)
            if abs(number) != float("inf"):
                return number
        if re.fullmatch(r"[-+]?\d+,\d+([eE][-+]?\d{1,3})?", plain, re.ASCII):
            pointed = plain.replace(",", ".")
            reason = (
                f"{shown(text)} has a decimal comma; write it with a point, {pointed}, and thousands without a sign."
            )
            raise ParameterError(reason, value=text, nearest=[pointed])
        if power := re.fullmatch(
            r"([-+]?[\d.]+)\s*(?:×|x|\*|·)\s*10\s*\^?\s*([-+]?\d{1,3})", plain_scripts(plain), re.ASCII
        ):
            wanted = f"{power[1]}e{int(power[2])}"
            raise ParameterError(f"{shown(text)}: write powers of ten as {wanted}.", value=text, nearest=[wanted])
        raise ParameterError(f"{shown(text)} is not a number; write for example 77, 0.5 or 1e-4.", value=text)


def plain_scripts(text: str) -> str:
    """`text` with superscripts on the line and the usual signs of multiplication as “×”."""
    return typeset.plain(text).replace("x", "*").replace("×", "*").replace("·", "*")


class Integer(Parameter):
    """A whole number between two limits."""

    def __init__(self, low: int, high: int, **options: Any) -> None:
        self.low, self.high = low, high
        self.schema = {"type": "integer", "minimum": low, "maximum": high}
        super().__init__(**options)

    def read(self, text: str) -> int:
        if re.fullmatch(r"\d{1,9}", text, re.ASCII) and self.low <= int(text) <= self.high:
            return int(text)
        raise ParameterError(f"{shown(text)} is not a whole number from {self.low} to {self.high}.", value=text)


class Integers(Integer):
    """Whole numbers between two limits; repeated means “or”."""

    many = True


class Boolean(Parameter):
    """1 or 0; `yes` and `no` say what they mean."""

    schema = {"type": "string", "enum": ["1", "0"]}
    SAID = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}

    def __init__(self, yes: str = "yes", no: str = "no", **options: Any) -> None:
        self.labels = {"1": yes, "0": no}
        super().__init__(**options)

    def read(self, text: str) -> bool:
        if text.lower() in self.SAID:
            return self.SAID[text.lower()]
        raise ParameterError(f"{shown(text)} is neither 1 (yes) nor 0 (no).", value=text, nearest=["1", "0"])


class Elements(Parameter):
    """Symbols of chemical elements, separated by commas."""

    many = True

    def read_several(self, text: str) -> list[str]:
        return [self.symbol(part) for part in re.split(r"[,\s]+", text) if part]

    @staticmethod
    def symbol(text: str) -> str:
        if text in ELEMENTS:
            return text
        named = [symbol for symbol, element in ELEMENTS.items() if text.lower() in (symbol.lower(), element.name)]
        way_out = f"did you mean {named[0]}?" if named else "write symbols separated by commas: Mg,V,O."
        raise ParameterError(f"{shown(text)} is no symbol of an element; {way_out}", value=text, nearest=named)


class Ids(Parameter):
    """Public ids of one noun."""

    many = True

    def __init__(self, prefix: str, noun: str, **options: Any) -> None:
        self.prefix, self.noun = prefix, noun
        self.schema = {"type": "string", "pattern": f"^{prefix}-[{ID_ALPHABET}]{{{ID_LENGTH}}}$"}
        super().__init__(**options)

    def read(self, text: str) -> str:
        if re.match(id_pattern(self.prefix), text.lower()):
            return text.lower()
        raise ParameterError(
            f"{shown(text)} is no id of a {self.noun}; one looks like {self.prefix}-7h3k9qa.", value=text
        )


class SourceRefs(Parameter):
    """Sources, each by its DOI (any letter case, with or without resolver address) or by its public id."""

    many = True

    def read(self, text: str) -> str:
        if re.match(id_pattern("src"), text.lower()):
            return text.lower()
        doi = clean_doi(text)
        if re.fullmatch(r"10\.\d{4,9}/\S+", doi, re.ASCII):
            return doi
        raise ParameterError(
            f"{shown(text)} is neither a DOI nor the id of a source; "
            "write for example 10.1007/s40820-024-01495-1 or src-7h3k9qa.",
            value=text,
        )


class Unit(Parameter):
    """A unit in any usual spelling."""

    def read(self, text: str) -> str:
        try:
            return units.normalise(text)
        except units.UnitError as error:
            raise ParameterError(str(error), value=text) from error


class Search(Parameter):
    """Words to be found, folded as the stored search text is."""

    def read(self, text: str) -> str:
        return typeset.plain(text)


class Cations(Parameter):
    """A set of carrier cations: “Mg”, “Mg,Li”, “none” (no salt) or “unknown”."""

    many = True

    def read(self, text: str) -> tuple[str, ...] | None:
        if text.lower() == "unknown":
            return None
        if text.lower() == "none":
            return ()
        return tuple(sorted({Elements.symbol(part) for part in re.split(r"[,\s]+", text) if part}))


STATUS_WORDS = ("reported", "not_reported", "not_applicable", "not_checked")


class ConditionValue(Parameter):
    """The value of a condition, or one of the words for its status."""

    many = True

    def __init__(self, entry: Any, **options: Any) -> None:
        self.entry = entry
        if entry.kind == "choice":
            self.schema = {"type": "string", "enum": [*(key for key, _ in entry.choices), *STATUS_WORDS]}
        elif entry.kind == "number":
            self.schema = {"anyOf": [{"type": "number"}, {"type": "string", "enum": list(STATUS_WORDS)}]}
        super().__init__(**options)

    def read(self, text: str) -> str | float:
        if text in STATUS_WORDS:
            return text
        if self.entry.kind == "number":
            try:
                return Number().read(text)
            except ParameterError as problem:
                raise ParameterError(
                    f"{shown(text)} is neither a number nor one of {', '.join(STATUS_WORDS)}.", value=text
                ) from problem
        if self.entry.kind == "choice":
            keys = {key for key, _ in self.entry.choices}
            if text not in keys:
                sentence, close = suggestion(text, [*keys, *STATUS_WORDS])
                raise ParameterError(f"{shown(text)} is not known; {sentence}", value=text, nearest=close)
        return text
