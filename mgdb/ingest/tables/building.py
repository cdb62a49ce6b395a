"""A line of a table → the forms of its source, material and values, as a dataset file has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from mgdb.formats.dataset import Entry
from mgdb.formats.sheets import number_text
from mgdb.models.new_ids import NewIds
from mgdb.science import papers, quantity
from mgdb.science.conditions import CONDITIONS
from mgdb.science.judgement import Reading, judge
from mgdb.science.quantity import QuantityError, format_text

from .lines import TableLineRead
from .mapping import CELL, TableMapping, catalogue_entry, label_of, term_of
from .matching import Matches, MaterialKey, spaced
from .stating import LineFault, is_blank, joined, number_in

SOURCE_FIELDS = ("title", "container", "year", "volume", "pages")
MATERIAL_FIELDS = ("space_group", "morphology", "fabrication")
MOST_CELLS = 5  # of a source that a fault names
LEFT = "leave out"  # a choice: what stands there is not taken


class LeftOut(Exception):
    """That a person has said that no records are to be made of a line."""


@dataclass(slots=True)
class BuiltLine:
    """What a line brings: entries that are new with it, its values, and what is wrong with it as far as it goes.

    values: id → (property, what is printed, its reading in words, what tells it from other values). key: what tells its
    material from others; matched: the material of the database that it is; candidates: those that it
    may be; terms: texts for which there is no term; unreadable: what stands in place of a DOI.
    blanks: cells with “–” or “n.a.” where a value is wanted.
    uses: section and key of the new sources, phases and materials that it needs, whichever line brings them.
    """

    number: int
    entries: list[Entry] = field(default_factory=list)
    values: dict[str, tuple[str, str, str, tuple[Any, ...]]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    material: str = ""
    source: str = ""
    key: str = ""
    matched: str = ""
    terms: list[tuple[str, str]] = field(default_factory=list)
    candidates: list[str] = field(default_factory=list)
    unreadable: str = ""
    refers: set[str] = field(default_factory=set)
    uses: list[tuple[str, str]] = field(default_factory=list)
    left_out: str = ""
    corrected: bool = False
    blanks: int = 0


class Builder:
    """Makes entries of lines; remembers which sources and materials it has made, so that each is made once.

    matches: what of them is in the database already, and what was chosen.
    """

    def __init__(self, mapping: TableMapping, matches: Matches, file: str) -> None:
        self.mapping, self.matches, self.file = mapping, matches, file
        self.sources: dict[str, str] = {}
        self.phases: dict[str, str] = {}
        self.materials: dict[MaterialKey, str] = {}
        self.names: dict[str, set[str]] = {}  # source → names of the materials made
        self._places: dict[str, list[int]] = {}
        self.stated_by_lines = {one.key for one in mapping.columns if one.is_condition}
        self._position = 0
        self.new_id = NewIds()

    def forget(self) -> None:
        """What was made is not there: each chunk of a check is taken back."""
        for made in (self.sources, self.phases, self.materials, self.names):
            made.clear()

    def build(self, line: TableLineRead) -> BuiltLine:
        """The records of a line; one that cannot be made of it has faults and no values."""
        built = BuiltLine(line.number, left_out=line.left_out, corrected=line.corrected)
        if line.left_out:
            return built
        columns = self.mapping.columns
        filled = [place for place, one in enumerate(columns) if one.is_value and line.cells[place]]
        values = [place for place in filled if not is_blank(line.cells[place])]
        built.blanks = len(filled) - len(values)
        if not values:
            built.left_out = "It has no value."
            return built
        try:
            source = self.source(line, built)
            document = self.document(built) or source
            cell = self.measured_in(line, source, built)
            material = self.material(line, source, built, needed=not cell)
            common = self.common_form(line, built)
            for place in values:
                about = {**self.subject(place, material, cell), "source": source, **common}
                self.value(line, place, built, about, document)
        except (LineFault, LeftOut) as error:
            if isinstance(error, LeftOut):
                built.left_out = str(error)
            else:
                built.faults.append(str(error))
            built.entries.clear()
            built.values.clear()
        return built

    # ---------------------------------------------------------------------------------------------- what it is about
    def entry(self, section: str, form: dict[str, Any], built: BuiltLine) -> str:
        self._position += 1
        found = Entry(section, form, self._position, {(): built.number})
        built.entries.append(found)
        built.refers.add(found.id)
        return found.id

    def cell(self, line: TableLineRead, target: str) -> str:
        """What the columns that are `target` say; what holds for all lines where they are empty."""
        if target not in self._places:
            self._places[target] = self.mapping.places(target)
        said = [line.cells[place] for place in self._places[target] if line.cells[place]]
        return "; ".join(said) or self.mapping.common.get(target, "")

    def source(self, line: TableLineRead, built: BuiltLine) -> str:
        printed = self.cell(line, "source.doi")
        form: dict[str, Any] = {key: self.cell(line, f"source.{key}") for key in SOURCE_FIELDS}
        form = {key: text for key, text in form.items() if text}
        if authors := self.cell(line, "source.authors"):
            form["authors"] = [one.strip() for one in authors.split(";") if one.strip()]
        if not printed and not form:
            if document := self.document(built):
                return document
            raise LineFault("It names no source. Give its DOI, or the document of all values.")
        if printed:
            built.source = printed
            return self.source_by_doi(printed, form, built)
        key = "|".join(str(form.get(name, "")).casefold() for name in ("title", *SOURCE_FIELDS))
        built.source = str(form.get("title") or ", ".join(map(str, form.values())))[:200]
        if known := self.matches.source_choice(built.source):
            return self.chosen(known, "source", built)
        built.uses.append(("sources", key))
        if key not in self.sources:
            self.sources[key] = self.entry("sources", {"id": self.new_id("src"), "kind": "unknown", **form}, built)
        return self.sources[key]

    def source_by_doi(self, printed: str, form: dict[str, Any], built: BuiltLine) -> str:
        if chosen := self.matches.source_choice(printed):
            if not chosen.startswith("10."):
                return self.chosen(chosen, "source", built)
            built.unreadable = printed
            return self.source_of(chosen, {}, built)
        readings = papers.doi_readings(printed)
        if len(readings) != 1:
            built.unreadable = printed
            if self.matches.default("source") == LEFT:
                return self.chosen(LEFT, "source", built)
        if not readings:
            raise LineFault(f"“{printed[:80]}” is not a DOI. Correct it, or choose the source that is meant.")
        if len(readings) > 1:
            raise LineFault(f"“{printed[:80]}” may be {' or '.join(readings)}. Choose the source that is meant.")
        return self.source_of(readings[0], form, built)

    def source_of(self, doi: str, form: dict[str, Any], built: BuiltLine) -> str:
        """The source with this DOI, as review keeps it: one that is here, or a new one."""
        built.source = doi
        if stored := self.matches.sources.get(doi):
            built.refers.add(stored)
            return stored
        built.uses.append(("sources", doi))
        if doi not in self.sources:
            form = {"id": self.new_id("src"), "kind": "unknown", **form, "doi": doi}
            self.sources[doi] = self.entry("sources", form, built)
        built.refers.add(self.sources[doi])
        return self.sources[doi]

    def chosen(self, choice: str, what: str, built: BuiltLine) -> str:
        if choice == LEFT:
            raise LeftOut(f"Its {what} is to be left out.")
        built.refers.add(choice)
        return choice

    def document(self, built: BuiltLine) -> str:
        """The document that all values were read in; empty where each was read in its own source."""
        given = self.mapping.common.get("document", "")
        if not given:
            return ""
        if known := self.matches.document(given):
            built.refers.add(known)
            return known
        return self.source_by_doi(given, {}, built)

    def phase(self, name: str, formula: str, built: BuiltLine) -> str:
        if known := self.matches.phases.get(name):
            return known
        built.uses.append(("phases", name))
        if name not in self.phases:
            form = {"id": self.new_id("pha"), "name": name}
            self.phases[name] = self.entry("phases", form | ({"formula": formula} if formula else {}), built)
        built.refers.add(self.phases[name])
        return self.phases[name]

    def measured_in(self, line: TableLineRead, source: str, built: BuiltLine) -> str:
        """The cell that the line names, which is here already; empty where it names none."""
        wanted = spaced(self.cell(line, CELL))
        if not wanted:
            return ""
        known = self.matches.cells_of(source)
        found = [public_id for public_id, name in known if wanted == public_id or wanted.casefold() == name.casefold()]
        if len(found) == 1:
            built.refers.add(found[0])
            built.key, built.material = found[0], wanted
            return found[0]
        if found:
            raise LineFault(f"{len(found)} cells of this source are called “{wanted[:80]}”: give the id of one.")
        names = ", ".join(f"“{name}”" for _, name in known[:MOST_CELLS])
        there = f"its cells are {names}{' …' if len(known) > MOST_CELLS else ''}" if known else "it has none"
        raise LineFault(
            f"Its source has no cell “{wanted[:80]}” here: {there}. Correct the name, or enter the cell first, at the "
            "workbench of the paper."
        )

    def subject(self, place: int, material: str, cell: str) -> dict[str, str]:
        """What a value is of: the material, measured in the cell, or the cell where only a cell has such values."""
        column = self.mapping.columns[place]
        applies_to = catalogue_entry(column).applies_to
        if material and "material" in applies_to:
            return {"material": material, **({"measured_in": cell} if cell else {})}
        if cell and "cell" in applies_to:
            return {"cell": cell}
        missing = "material, by its name or formula" if "material" in applies_to else "cell"
        raise LineFault(f"“{label_of(column.target)}” is a value of a {missing.split(',')[0]}. Name the {missing}.")

    def material(self, line: TableLineRead, source: str, built: BuiltLine, *, needed: bool) -> str:
        formula, name = self.cell(line, "material.formula"), self.cell(line, "material.name")
        if not formula and not name:
            if not needed:
                return ""
            raise LineFault("It names no material. Give its name or its formula.")
        built.material = name or formula
        space_group = self.cell(line, "material.space_group")
        own = built.number if self.mapping.common.get("specimens") == "line" else None
        key = self.matches.material_key(built.source, name, formula, space_group, own)
        built.key = key
        candidates = self.matches.materials_of(source, name, formula, space_group)
        choice = self.matches.material_choice(key)
        if not choice and len(candidates) > 1:
            built.candidates = candidates
            raise LineFault(
                f"{len(candidates)} materials of this source are called so: {', '.join(candidates)}. Choose one, or a "
                "new one."
            )
        known = choice if choice not in ("", "new") else candidates[0] if candidates and not choice else ""
        if known:
            built.matched = known
            built.refers.add(known)
            return known
        if candidates and choice == "new" and key not in self.materials:
            built.matched = "new"
        built.uses.append(("materials", key))
        if key not in self.materials:
            self.materials[key] = self.entry("materials", self.material_form(line, name, formula, source, built), built)
        built.refers.add(self.materials[key])
        return self.materials[key]

    def material_form(
        self, line: TableLineRead, name: str, formula: str, source: str, built: BuiltLine
    ) -> dict[str, Any]:
        remarks = [self.cell(line, "material.remarks")]
        name = self.name_for(line, name or formula, source)
        form: dict[str, Any] = {"id": self.new_id("mat"), "name": name, "formula": formula, "source": source}
        for key in MATERIAL_FIELDS:
            form[key] = self.cell(line, f"material.{key}")
        if phase := self.cell(line, "material.phase"):
            form["phase"] = self.phase(phase, formula, built)
        for key in ("structure_family", "roles", "electrolyte_class"):
            text = self.cell(line, f"material.{key}")
            term, rest = self.term(f"material.{key}", text, built)
            remarks.append(rest)
            if key == "roles":
                form["roles"] = [term] if term else []
            elif key == "electrolyte_class":
                form["electrolyte"] = {"electrolyte_class": term} if term else None
            else:
                form[key] = term
        form["remarks"] = " ".join(one for one in remarks if one)
        return {key: value for key, value in form.items() if value not in ("", [], None)}

    def name_for(self, line: TableLineRead, name: str, source: str) -> str:
        """`name`; where the source has another material called so, with what tells this one from it."""
        taken = self.names.setdefault(source, set()) | self.matches.names_of(source)
        marks = ["", self.cell(line, "material.space_group"), f"line {line.number}"]
        wanted = (f"{name} ({mark})" if mark else name for place, mark in enumerate(marks) if mark or not place)
        found = next((one for one in wanted if spaced(one) not in taken), name)
        self.names[source].add(spaced(found))
        return found

    def term(self, target: str, text: str, built: BuiltLine) -> tuple[str, str]:
        """The term of a cell, and what its record says where there is none: the text itself, as a remark."""
        if not text:
            return "", ""
        chosen = self.matches.term_choice(target, text)
        term = chosen or term_of(target, text)
        if term not in ("", LEFT):
            return term, ""
        if not term:
            built.terms.append((target, text))
            term = self.matches.default(target)
        return "", "" if term == LEFT else f"{label_of(target).capitalize()} as printed: {text.rstrip('.')}."

    # ---------------------------------------------------------------------------------------------- what was found
    def common_form(self, line: TableLineRead, built: BuiltLine) -> dict[str, Any]:
        form: dict[str, Any] = {"origin": "measured"}
        remarks = [self.cell(line, "remarks")]
        for key in ("origin", "method", "ion"):
            term, rest = self.term(key, self.cell(line, key), built)
            remarks.append(rest)
            if term:
                form[key] = term
        if detail := self.cell(line, "method_detail"):
            form["method_detail"] = detail
        if said := " ".join(one for one in remarks if one):
            form["remarks"] = said
        stated = dict(self.mapping.conditions)
        for place, one in enumerate(self.mapping.columns):
            if one.is_condition and line.cells[place] and not is_blank(line.cells[place]):
                stated[one.key] = self.condition(line.cells[place], one.key, one.unit)
        if stated:
            form["conditions"] = stated
        if flag := self.cell(line, "flag"):
            form["flags"] = [{"code": "other", "severity": "note", "reason": flag}]
        return form

    def condition(self, cell: str, key: str, unit: str) -> str:
        if CONDITIONS[key].kind != "number" or not unit:
            return cell
        number = number_text(cell, self.mapping.decimals)
        try:
            own = quantity.split(number)[1]
        except QuantityError:  # words: “room temperature”, “not reported”
            return cell
        return number if own else f"{number} {unit}"

    def value(self, line: TableLineRead, place: int, built: BuiltLine, about: dict[str, Any], document: str) -> None:
        column = self.mapping.columns[place]
        entry = catalogue_entry(column)
        cell = number_text(line.cells[place], self.mapping.decimals)
        if column.conditions:
            of_line = about.get("conditions", {})
            about = {**about, "conditions": joined(column.conditions, of_line, self.stated_by_lines, place)}
        behind = self.mapping.unit_column(place)
        unit = (line.cells[behind] if behind is not None else "") or column.unit
        form = {"id": self.new_id("mea"), "property": column.key, **about}
        report = {"document": document, "locator": self.locator(line), "printed_value": cell}
        if entry.dimension is None:
            form |= {"kind": "text", "text_value": cell}
            shown = cell
        else:
            number, own = number_in(cell, column.power, column.factor, place)
            report["printed_value"] = number
            if used := own or unit:
                report["printed_unit"] = used
            judged = judge(entry, number, used)
            told = isinstance(judged, Reading) and judged.canonical
            shown = format_text(judged.canonical, entry.unit) if told else ""  # type: ignore[union-attr]
        if key := self.cell(line, "citation_key"):
            report["citation_key"] = key
        form["reports"] = [report]
        identity = (
            built.key,
            form.get("measured_in", ""),
            column.key,
            tuple(sorted(form.get("conditions", {}).items())),
        )
        public_id = self.entry("measurements", form, built)
        printed = f"{report['printed_value']} {report.get('printed_unit', '')}".strip()
        built.values[public_id] = (column.key, printed, shown, identity)

    def locator(self, line: TableLineRead) -> str:
        said = [line.cells[place] for place in self.mapping.places("locator") if line.cells[place]]
        where = self.mapping.common.get("locator", "")
        if not said and not where:
            where = self.file
        return ", ".join([*([where] if where else []), *(said or [f"line {line.number}"])])
