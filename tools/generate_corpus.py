"""Fills a scratch database with plausible records, to measure how lists behave when there are many.

python -m tools.generate_corpus --materials 1000 --measurements 10000
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from argparse import ArgumentParser
from typing import Any

import django
from django.db import connection, transaction

from mgdb.science import counter_electrodes, formula, vocabulary

SCRATCH = re.compile(r"scratch")
# host formulas; each is written with other amounts of Mg, so that formulas repeat as they do in papers
HOSTS = (
    "V2O5", "VS4", "Mo6S8", "TiO2", "MnO2", "MgMn2O4", "MgSc2Se4", "MoS2", "MoO3", "TiS2", "VSe2", "CuS", "NiO2",
    "FePO4", "MgFeSiO4", "Mg(BH4)2", "MgZr4P6O24", "Mg2SiS4", "ZnMn2O4", "V2CO2", "WSe2", "Ti2S4", "CoS2", "Fe3O4",
)  # fmt: skip
PROPERTIES = (
    ("specific_capacity", 20, 350), ("ionic_conductivity", 1e-9, 1e-2), ("capacity_retention", 40, 100),
    ("coulombic_efficiency", 80, 100), ("diffusion_coefficient", 1e-14, 1e-8), ("voltage", 0.3, 3.0),
    ("migration_barrier", 0.1, 1.5), ("activation_energy", 0.1, 1.2), ("specific_surface_area", 2, 900),
    ("band_gap", 0.5, 5.0),
)  # fmt: skip
COUNTERS = ("Mg foil", "Mg", "activated carbon", "Li", "")
TABLES = (
    "source", "phase", "material", "electrolyte", "cell", "defect", "measurement", "measurementcondition", "report",
    "flag", "statement",
)  # fmt: skip
LOG = {"ionic_conductivity", "diffusion_coefficient"}


def _list(values: Any) -> str:
    return "ARRAY[" + ", ".join("'" + str(value).replace("'", "''") + "'" for value in values) + "]"


def _pick(values: Any, number: str) -> str:
    """SQL that picks one of `values` by the whole number `number`."""
    values = list(values)
    return f"({_list(values)})[1 + ({number}) %% {len(values)}]"


class CorpusError(Exception):
    """Invented records cannot be written: the database is not an empty scratch one, or a number is not positive."""


def generate(materials: int, measurements: int) -> None:
    """Write so many invented records to the database of the settings. Raises CorpusError."""
    name = str(connection.settings_dict["NAME"])
    if not SCRATCH.search(name):
        raise CorpusError(
            f"The database is called “{name}”. Invented records are written only to one that has “scratch” in its "
            "name: make one (createdb mgdb_scratch), and name it in DATABASE_URL."
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM mgdb_measurement) OR EXISTS (SELECT FROM mgdb_source)")
        if cursor.fetchone() == (True,):
            raise CorpusError(f"“{name}” has records already; make an empty scratch database (manage.py migrate).")
    if materials < 1 or measurements < 1:
        raise CorpusError("Give numbers above 0 for --materials and --measurements.")
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:  # no history of what never was
            cursor.execute(f"ALTER TABLE mgdb_{table} DISABLE TRIGGER USER")
        for statement, values in statements(materials, measurements):
            cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE mgdb_{table} ENABLE TRIGGER USER")
        # What the triggers would have said: another version, whose public forms `prepare` has still to make.
        cursor.execute("UPDATE mgdb_dataversion SET version = gen_random_uuid(), forms_made_by = NULL")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def main() -> int:
    parser = ArgumentParser(prog="python -m tools.generate_corpus", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--materials", type=int, required=True)
    parser.add_argument("--measurements", type=int, required=True)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgdb.settings")
    django.setup()
    begun = time.monotonic()
    try:
        generate(arguments.materials, arguments.measurements)
    except CorpusError as error:
        print(f"MgDB: {error}", file=sys.stderr)
        return 1
    print(
        f"{arguments.materials} materials and {arguments.measurements} measurements in {time.monotonic() - begun:.0f} s"
    )
    return 0


def statements(materials: int, measurements: int) -> list[tuple[str, list[Any] | None]]:
    """Everything is made in the database, from numbers: the same command gives the same rows."""
    sources, cells = max(1, materials // 4), max(1, materials // 2)
    families = [term.key for term in vocabulary.STRUCTURE_FAMILIES]
    record = (
        "status, withdrawn_reason, readings, revision, search_text, created_at, updated_at, revised_at, merged_ids, "
        "editors, published_editors, self_reviewed"
    )
    published = "'published', '', 1, 1"
    made = "now(), now(), now(), ARRAY[]::varchar[], ARRAY[]::integer[], ARRAY[]::integer[], false"
    hosts = [formula.parse(text) for text in HOSTS]
    host_rows = [
        [
            index,
            one.text,
            list(one.elements),
            json.dumps(one.composition_data),
            one.reduced or "",
            one.anonymous or "",
            one.molar_mass,
        ]
        for index, one in enumerate(hosts)
    ]
    slots = ", ".join(["(%s, %s, %s::text[], %s::jsonb, %s, %s, %s::float8)"] * len(host_rows))
    flat = [value for row in host_rows for value in row]
    identity = "'{}-' || lpad(to_hex(n::bigint), 7, '0')"
    found: list[tuple[str, list[Any] | None]] = []

    def run(statement: str, values: list[Any] | None = None) -> None:
        found.append((statement if values is not None else statement.replace("%%", "%"), values))

    run(
        "CREATE TEMPORARY TABLE host ON COMMIT DROP AS SELECT * FROM (VALUES "
        f"{slots}) AS t(k, formula, elements, composition, reduced, anonymous, mass)",
        flat,
    )
    run(
        "INSERT INTO mgdb_source (id, public_id, kind, title, authors, et_al, container, year, volume, issue, pages, "
        f"doi, url, licence, bibliographic_key, bibtex_key, remarks, {record}) SELECT n, {identity.format('src')}, "
        f"{_pick(['article', 'article', 'article', 'review', 'thesis'], 'n')}, 'Invented study ' || n, "
        f"ARRAY['A. Author' || n %% 5000, 'B. Second'], false, 'J. Invented ' || n %% 40, 1990 + (n * 7) %% 36, "
        f"(n %% 90)::text, '', n::text, '10.1234/invented.' || n, '', '', '', 'Invented' || n, '', {published}, "
        f"'invented study ' || n || ' a. author' || n %% 5000 || ' 10.1234/invented.' || n, {made} "
        f"FROM generate_series(1, {sources}) AS n"
    )
    run(
        "INSERT INTO mgdb_phase (id, public_id, name, polymorph, structure_family, space_group, remarks, formula, "
        f"elements, composition, formula_reduced, formula_anonymous, molar_mass, materials_project, cod, pubchem, "
        f"{record}) SELECT n, {identity.format('pha')}, formula || ' (' || n || ')', '', {_pick(families, 'n')}, '', '', formula, "
        f"elements, composition, reduced, anonymous, mass, '', '', '', {published}, "
        f"lower(formula) || ' phase ' || n, {made} "
        f"FROM generate_series(1, {max(1, materials // 20)}) AS n JOIN host ON k = n %% {len(HOSTS)}"
    )
    run(
        "INSERT INTO mgdb_material (id, public_id, source_id, phase_id, name, markup, roles, structure_family, "
        "space_group, morphology, strategy, fabrication, fabrication_route, remarks, formula, elements, composition, "
        f"constituents, formula_reduced, formula_anonymous, molar_mass, {record}) SELECT n, {identity.format('mat')}, "
        f"1 + n %% {sources}, 1 + n %% {max(1, materials // 20)}, formula || '-' || n, '', "
        "CASE WHEN n %% 4 = 0 THEN ARRAY['electrolyte'] WHEN n %% 19 = 0 THEN ARRAY['anode'] ELSE ARRAY['cathode'] END, "
        f"CASE WHEN n %% 3 = 0 THEN {_pick(families, 'n')} ELSE '' END, '', 'batch' || n / 500, "
        f"{_pick(['Oxygen vacancy', 'Doping', '', ''], 'n')}, '', "
        f"{_pick(['hydrothermal', 'ball_milling', '', ''], 'n / 3')}, '', formula, elements, composition, '[]', reduced, "
        f"anonymous, mass, {published}, lower(formula) || '-' || n || ' a. author' || (1 + n %% {sources}) %% 5000 || "
        f"{_pick([' oxygen vacancy', ' doping', '', ''], 'n')} || ' batch' || n / 500, {made} "
        f"FROM generate_series(1, {materials}) AS n JOIN host ON k = (n / 2) %% {len(HOSTS)}"
    )
    chemistry = "CASE WHEN n %% 12 = 0 THEN 'Mg-Li' WHEN n %% 20 = 0 THEN '' ELSE 'Mg' END"
    run(
        "INSERT INTO mgdb_electrolyte (material_id, electrolyte_class, carrier_cations, chloride, remarks, identity, "
        "chemistry_kind) SELECT n, "
        f"{_pick([term.key for term in vocabulary.ELECTROLYTE_CLASSES], 'n / 4')}, "
        "CASE WHEN n %% 12 = 0 THEN ARRAY['Li', 'Mg'] WHEN n %% 20 = 0 THEN NULL ELSE ARRAY['Mg'] END::varchar[], "
        f"{_pick(['yes', 'no', 'not_stated'], 'n / 4')}, '', '', {chemistry} "
        f"FROM generate_series(4, {materials}, 4) AS n"
    )
    electrolyte = f"4 * (1 + n %% {max(1, materials // 4)})"
    run(
        "INSERT INTO mgdb_cell (id, public_id, source_id, name, chemistry, chemistry_kind, configuration, "
        "working_electrode, counter_electrode, counter_kind, reference_electrode, electrolyte_id, window_scale, "
        "formulation, collector, separator, mass_basis, water_content, locator, remarks, elements, constituents, "
        f"{record}) SELECT n, {identity.format('cel')}, 1 + (2 * n) %% {sources}, 'Invented cell ' || n, 'Mg', "
        f"CASE WHEN {materials} >= 4 AND {electrolyte} %% 12 = 0 THEN 'Mg-Li' ELSE 'Mg' END, "
        f"{_pick(['coin', 'two_electrode', 'not_stated'], 'n')}, '', {_pick(COUNTERS, 'n')}, "
        f"{_pick(map(counter_electrodes.kind_of, COUNTERS), 'n')}, '', "
        f"CASE WHEN {materials} >= 4 THEN {electrolyte} END, 'Mg', '', '', '', 'active', '', '', '', "
        f"COALESCE((SELECT elements FROM mgdb_material WHERE id = {electrolyte}), '{{}}'), '[]', "
        f"{published}, 'invented cell ' || n, {made} FROM generate_series(1, {cells}) AS n"
    )
    run(
        "INSERT INTO mgdb_defect (public_id, material_id, kind, species, site, concentration_printed, unit, route, "
        f"locator, remarks, position) SELECT {identity.format('def')}, n, "
        f"{_pick([term.key for term in vocabulary.DEFECT_KINDS], 'n / 5')}, {_pick(['O', 'S', 'Mo', 'Ti'], 'n')}, '', "
        f"'', '', {_pick(['hydrothermal', 'etching', 'not_stated'], 'n')}, '', '', 0 "
        f"FROM generate_series(5, {materials}, 5) AS n"
    )
    keys = _list(key for key, _, _ in PROPERTIES)
    low = "ARRAY[" + ", ".join(str(low) for _, low, _ in PROPERTIES) + "]::float8[]"
    high = "ARRAY[" + ", ".join(str(high) for _, _, high in PROPERTIES) + "]::float8[]"
    # a number between 0 and 1 that looks like chance and is the same each time
    chance = "(('x' || substr(md5(n::text), 1, 7))::bit(28)::int / 268435456.0)"
    run(
        "INSERT INTO mgdb_measurement (id, public_id, material_id, property_key, kind, value, low, high, bound, approximate, "
        "range_kind, digits, search_low, search_high, text_value, origin, method, method_detail, ion, measured_in_id, "
        f"source_id, remarks, {record}) SELECT n, {identity.format('mea')}, m, property, 'number', v, v, v, '=', false, "
        f"'', 3, v, v, '', {_pick(['measured', 'measured', 'measured', 'computed', 'derived'], 'n')}, "
        f"{_pick(['galvanostatic', 'eis', 'gitt', 'dft', 'not_stated', 'cv'], 'n / 7')}, '', "
        f"{_pick(['Mg2+', 'Mg2+', 'not_stated', 'Li+', 'Mg2++Li+'], 'n / 3')}, 1 + n %% {cells}, 1 + m %% {sources}, "
        f"'', {published}, property || ' ' || m || ' invented study ' || 1 + m %% {sources}, {made} "
        f"FROM (SELECT n, 1 + n %% {materials} AS m, ({keys})[1 + n %% {len(PROPERTIES)}] AS property, "
        f"CASE WHEN ({keys})[1 + n %% {len(PROPERTIES)}] = ANY({_list(LOG)}) THEN "
        f"exp(ln(({low})[1 + n %% {len(PROPERTIES)}]) + {chance} * (ln(({high})[1 + n %% {len(PROPERTIES)}]) - "
        f"ln(({low})[1 + n %% {len(PROPERTIES)}]))) ELSE ({low})[1 + n %% {len(PROPERTIES)}] + {chance} * "
        f"(({high})[1 + n %% {len(PROPERTIES)}] - ({low})[1 + n %% {len(PROPERTIES)}]) END AS v "
        f"FROM generate_series(1, {measurements}) AS n) AS made"
    )
    run(
        "INSERT INTO mgdb_measurementcondition (measurement_id, key, status, printed, low, high, text, unit, "
        "assumed, approximate) "
        "SELECT n, 'temperature', 'reported', (20 + n %% 60) || ' °C', 293.15 + n %% 60, 293.15 + n %% 60, '', 'K', "
        f"false, false FROM generate_series(1, {measurements}, 2) AS n UNION ALL "
        "SELECT n, 'current_density', 'reported', (10 + n %% 990) || ' mA/g', 10 + n %% 990, 10 + n %% 990, '', "
        f"'mA g⁻¹', false, false FROM generate_series(1, {measurements}, 3) AS n"
    )
    run(
        "INSERT INTO mgdb_report (measurement_id, document_id, locator, citation_key, printed_value, printed_unit, "
        "printed_conditions, reading, assumed_unit, remark, position) SELECT id, source_id, 'Table ' || 1 + id %% 5, '', "
        "round(value::numeric, 3)::text, '', '', '', '', '', 0 FROM mgdb_measurement"
    )
    run(
        "INSERT INTO mgdb_flag (code, severity, reason, measurement_id) SELECT 'contradiction', "
        f"{_pick(['note', 'caution', 'suspect'], 'n')}, 'Invented.', n FROM generate_series(50, {measurements}, 50) AS n"
    )
    run(
        "INSERT INTO mgdb_statement (public_id, topic, subject, text, sign, material_id, phase_id, defect_kind, "
        f"electrolyte_class, structure_family, equation, source_id, document_id, locator, citation_key, remarks, {record}) "
        f"SELECT {identity.format('sta')}, {_pick([term.key for term in vocabulary.STATEMENT_TOPICS], 'n')}, "
        "'Invented subject ' || n, 'Invented sentence ' || n || '.', '0', "
        f"CASE WHEN n %% 2 = 0 THEN n END, CASE WHEN n %% 2 = 1 THEN 1 + n %% {max(1, materials // 20)} END, '', '', '', "
        f"'', NULL, 1 + n %% {sources}, 'Section 1', '', '', {published}, 'invented subject ' || n, {made} "
        f"FROM generate_series(1, {materials}) AS n"
    )
    for table in TABLES:
        if table != "electrolyte":
            run(
                f"SELECT setval(pg_get_serial_sequence('mgdb_{table}', 'id'), greatest(1, (SELECT max(id) FROM mgdb_{table})))"
            )
    return found


if __name__ == "__main__":
    sys.exit(main())
