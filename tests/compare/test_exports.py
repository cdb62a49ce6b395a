"""Every file of a comparison holds what its page shows: the same columns, order, rows, marks, factors and notes."""

import csv
import io
import re
import zipfile
from html import unescape
from html.parser import HTMLParser

import pytest
from openpyxl import load_workbook

from mgdb.formats.latex import GOES_ON
from mgdb.models import Material, Measurement
from mgdb.science.units.catalogue import PHRASES
from mgdb.science.units.catalogue import SYMBOLS as SYMBOLS_OF_UNITS
from tests.latex import compile_document

pytestmark = pytest.mark.django_db

TABLE = "/compare/defect-engineered-cathodes/"
REVIEW = "10.1007/s40820-024-01495-1"
VOID = {"br", "input", "meta", "link", "hr", "wbr"}


class Rows(HTMLParser):
    """The table of a comparison page as rows of cells of lines of text, spans filled in, without what is hidden."""

    def __init__(self, html):
        super().__init__()
        self.rows, self.open, self.hidden, self.spans = [], None, 0, {}
        start = html.index('<table class="data compare')
        self.feed(html[start : html.index("</table>", start)])

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        css = (given.get("class") or "").split()
        if self.hidden or {"tools", "visually-hidden", "repeated"} & set(css):
            self.hidden += tag not in VOID
            return
        if tag == "tr":
            self.rows.append([])
            self._fill()
        elif tag in ("td", "th"):
            self.open = {"lines": [], "across": int(given.get("colspan", 1)), "down": int(given.get("rowspan", 1))}
        elif tag == "span" and "line" in css and self.open is not None:
            self.open["lines"].append("")
        elif tag == "a" and "doi" in css:
            self._write("doi:" + given["href"].removeprefix("https://doi.org/"))
            self.hidden = 1
        elif tag == "span" and "unit" in css:
            self._write(" (")
            self.in_unit = True
        elif tag == "sup" and self.in_note:
            self._write("§")
        self.in_note = "data-note" in given or (tag != "a" and self.in_note)

    in_note = in_unit = False

    def handle_endtag(self, tag):
        if self.hidden:
            self.hidden -= tag not in VOID
        elif tag in ("td", "th") and self.open is not None:
            cell, row = self.open["lines"], self.rows[-1]
            if self.open["down"] > 1:
                self.spans[len(row)] = (cell, self.open["down"] - 1)
            row += [cell] * self.open["across"]
            self.open = None
            self._fill()
        elif tag == "sup" and self.in_note:
            self._write("¶")
        elif tag == "span" and self.in_unit:
            self._write(")")
            self.in_unit = False
        elif tag == "a":
            self.in_note = False

    def handle_data(self, data):
        self._write(data)

    def _write(self, data):
        if self.open is None or self.hidden or not data.strip("\n"):
            return
        if not self.open["lines"]:
            self.open["lines"].append("")
        self.open["lines"][-1] += data

    def _fill(self):
        while self.rows and len(self.rows[-1]) in self.spans and self.open is None:
            place = len(self.rows[-1])
            cell, left = self.spans.pop(place)
            self.rows[-1].append(cell)
            if left > 1:
                self.pending = getattr(self, "pending", {})
                self.pending[place] = (cell, left - 1)
        if self.rows and not self.spans and getattr(self, "pending", None):
            self.spans, self.pending = self.pending, {}


PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋ₓ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻−ₙₘ", "0123456789+-x0123456789+--nm")


def plain(line):
    """A line with scripts on the line and without blanks; letters of notes as §a¶."""
    line = re.sub(r"\[([a-z]{1,2})\]", r"§\1¶", line)
    return re.sub(r"\s", "", line.translate(PLAIN)).replace("orderof", "~").strip("–")


def plain_rows(rows):
    return [[[text for text in map(plain, cell) if text] for cell in row] for row in rows]


def page_rows(client, path, query):
    response = client.get(path, query)
    assert response.status_code == 200
    html = response.content.decode()
    rows = plain_rows(Rows(html).rows)
    return [row for row in rows if len(row) > 1 or not row], html


def split(text, mark):
    return [part for part in text.split(mark) if part]


def materials(*names):
    read = Measurement.objects.read_in(REVIEW, "Table 1").values("material")
    return ",".join(Material.objects.get(name=name, pk__in=read).public_id for name in names)


def electrolytes():
    rows = Material.objects.published().filter(roles=["electrolyte"], measurements__property_key="ionic_conductivity")
    return ",".join(dict.fromkeys(rows.order_by("id").values_list("public_id", flat=True)[:8]))


def values():
    rows = Measurement.objects.published().read_in(REVIEW, "Table 1").order_by("id")
    return ",".join(rows.values_list("public_id", flat=True)[:5])


VIEWS = {
    "table 1": lambda: (TABLE, {}),
    "other columns": lambda: (TABLE, {"columns": "reference,improvement,cycling,formula"}),
    "turned": lambda: (TABLE, {"rows": "properties", "columns": ["strategy", "rate", "improvement"]}),
    "two controls": lambda: (
        "/compare/chosen/",
        {"ids": materials("Bulk-type Li4Ti5O12", "Nanosized Li4Ti5O12", "Li3Ti3Cr3O12")},
    ),
    "electrolytes": lambda: ("/compare/chosen/", {"ids": electrolytes(), "rows": "materials"}),
    "values": lambda: ("/compare/chosen/", {"ids": values()}),
    "values in rows": lambda: ("/compare/chosen/", {"ids": values(), "rows": "values"}),
}


@pytest.fixture(params=VIEWS)
def view(request, client):
    path, query = VIEWS[request.param]()
    rows, html = page_rows(client, path, query)
    assert len(rows) > 2
    return path, query, rows, html


def notes_of(html):
    found = re.findall(r'<li id="note-([a-z]+)"><span[^>]*>[a-z]+</span> (.*?)</li>', html, re.S)
    return {letter: unescape(words) for letter, words in found}


def same_body(found, shown):
    assert len(found) == len(shown)
    for here, there in zip(found, shown, strict=True):
        assert here == there


@pytest.mark.sampled(3)
def test_csv_has_the_rows_of_the_page(client, view):
    path, query, shown, html = view
    response = client.get(path, {**query, "format": "csv"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    lines = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    notes = notes_of(html)
    width = len(lines[0]) - 1 - bool(notes)
    assert lines[0][width] == "BibTeX keys"
    found = plain_rows([[split(cell, "; ") for cell in line[:width]] for line in lines[1:]])
    same_body(found, [[[*_parts(cell)] for cell in row] for row in shown[1:]])
    if notes:
        assert lines[0][-1] == "Notes"
        said = " ".join(line[-1] for line in lines[1:])
        letters = set(re.findall(r"§([a-z]+)¶", str(found)))
        assert letters
        assert all(f"[{letter}] " in said for letter in letters)


def _parts(cell):
    """The lines of a cell as a file that joins them by “; ” gives them back: a line may hold such a sign itself."""
    return [part for line in cell for part in line.split(";") if part]


@pytest.mark.sampled(3)
def test_xlsx_has_the_rows_of_the_page_and_its_notes(client, view):
    path, query, shown, html = view
    response = client.get(path, {**query, "format": "xlsx"})
    book = load_workbook(io.BytesIO(response.content))
    lines = [[cell or "" for cell in row] for row in book["data"].iter_rows(values_only=True)]
    notes = notes_of(html)
    width = len(lines[0]) - 1 - bool(notes)
    assert lines[0][width] == "BibTeX keys"
    found = plain_rows([[split(cell, "; ") for cell in line[:width]] for line in lines[1:]])
    same_body(found, [[[*_parts(cell)] for cell in row] for row in shown[1:]])
    about = dict(book["about"].iter_rows(values_only=True))
    assert {f"note {letter}" for letter in notes} <= set(about)
    assert "dataset version" in about["cite"]


@pytest.mark.sampled(3)
def test_markdown_has_the_rows_of_the_page(client, view):
    path, query, shown, html = view
    text = client.get(path, {**query, "format": "markdown"}).content.decode()
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    cells = [
        [re.sub(r"\\(.)", r"\1", cell).split("<br>") for cell in re.split(r"(?<!\\) \| ", line[2:-2])] for line in lines
    ]
    same_body(plain_rows(cells[2:]), shown[1:])
    for letter, words in notes_of(html).items():
        assert plain(f"[{letter}] {words}") in plain(re.sub(r"\\(.)", r"\1", text)), words


def rows_of(lines):
    """Rows of cells of lines of LaTeX, those put together again that are too high for one row."""
    goes_on = False
    rows = []
    for line in lines:
        if line == GOES_ON:
            goes_on = True
            continue
        cells = [cell.split(r" \newline ") for cell in line.removesuffix(r" \\").split(" & ")]
        if goes_on:
            rows[-1] = [cell + ([] if more == ["{}"] else more) for cell, more in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
        goes_on = False
    return rows


@pytest.mark.sampled(3)
def test_latex_has_the_rows_of_the_page(client, view):
    path, query, shown, _ = view
    with zipfile.ZipFile(io.BytesIO(client.get(path, {**query, "format": "latex"}).content)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    assert list(files) == ["preamble.tex", "table.tex", "notes.tex", "document.tex", "references.bib"]
    body = files["document.tex"].partition(r"\endlastfoot")[2].partition(r"\end{longtable}")[0]
    included = files["table.tex"].partition("\\midrule\n")[2].partition(r"\bottomrule")[0]
    assert included.replace(r"\\*", r"\\") == body.replace(r"\\*", r"\\").lstrip()
    lines = [line for line in body.splitlines() if line.endswith((r" \\", "goes on."))]
    found, before = [], []
    for cells in rows_of(lines):
        cells = [before[place] if cell == ["{}"] else cell for place, cell in enumerate(cells)]
        before = cells
        found.append([[text for text in map(from_latex, cell) if text] for cell in cells])
    turned = ("rows" in query and query["rows"] in ("properties",)) or "measurement" in path
    expected = [
        [[line for line in (re.sub(r"^\[\d+\w?\]|doi:.*", "", line) for line in cell) if line] for cell in row]
        for row in shown[1:]
    ]
    assert len(found) == len(expected)
    for here, there in zip(found, expected, strict=True):
        skip = (
            1 if turned or "values" in str(path) or here[0] != there[0] else 0
        )  # the unit of a property is typeset there
        assert here[skip:] == there[skip:]
    cited = set(re.findall(r"\\cite\{([^}]*)\}", body + files["notes.tex"]))
    assert cited
    assert all(f"{{{key}," in files["references.bib"] for key in cited)


SIGNS = {"<": "<", r"\leq": "≤", ">": ">", r"\geq": "≥", r"\approx": "≈", r"\sim": "∿"}
SYMBOLS = {entry.latex: symbol for symbol, entry in (PHRASES | SYMBOLS_OF_UNITS).items() if entry.latex}


def from_siunitx(found):
    """What \\num, \\qty and their ranges and lists print."""
    arguments = re.findall(ARGUMENT, found["arguments"])
    unit = from_unit(arguments.pop()[1:-1]) if found["command"] == "qty" else ""
    texts = [number for argument in arguments for number in argument[1:-1].split(";")]
    printed = []
    for text in texts:
        sign, _, number = text.rpartition(" ") if r"\pm" not in text else ("", "", text)
        number = re.sub(r"^([+-]?)e(-?[0-9]+)$", r"\g<1>10\2", number)
        number = re.sub(r" ?e(-?[0-9]+)$", r"×10\1", number).replace(r" \pm ", "±")
        printed.append((SIGNS[sign] if sign else "") + number)
    return {"range": "–", "list": ", ", None: ""}[found["kind"]].join(printed) + unit


def from_unit(macros):
    """The symbols of a unit, longest macros first."""
    if macros.startswith(r"\text{"):
        return macros[6:-1]
    out, per = "", ""
    while macros:
        if macros.startswith(r"\per"):
            per, macros = "-", macros.removeprefix(r"\per")
            continue
        macro = next(one for one in sorted(SYMBOLS, key=len, reverse=True) if macros.startswith(one))
        power = re.match(r"\\tothe\{([^}]*)\}", macros := macros.removeprefix(macro))
        macros = macros[power.end() :] if power else macros
        raised = power[1] if power else "1" if per else ""
        out, per = f"{out}{SYMBOLS[macro]}{per if raised else ''}{raised}", ""
    return out


ARGUMENT = r"\{(?:[^{}]|\{[^{}]*\})*\}"
SIUNITX = re.compile(rf"\\(?P<command>num|qty)(?P<kind>range|list)?(?P<arguments>(?:{ARGUMENT})+)")


def from_latex(text):
    """What a line of LaTeX prints, as `plain` writes it."""
    text = re.sub(r"~\\cite\{[^}]*\}", "", text)
    text = SIUNITX.sub(from_siunitx, text)
    text = re.sub(rf"\\unit({ARGUMENT})", lambda unit: from_unit(unit[1][1:-1]), text)
    text = re.sub(r"\\textsuperscript\{([a-z]{1,2})\}", r"[\1]", text)
    for command, sign in {
        r"\approx": "≈", r"\geq": "≥", r"\leq": "≤", r"\neq": "≠", r"\times": "×", r"\checkmark": "✓", r"\square": "□",
        r"\cdot": "·", r"\textless{}": "<", r"\textgreater{}": ">", r"\textdegree{}": "°", r"\%": "%", r"\_": "_",
        r"\textasciitilde{}": "∿", r"\pm": "±", r"\AA{}": "Å", r"\allowbreak": "", r"\ce": "", r"\,": "", "~": "",
        r"\text{--}": "–", r"\gamma": "γ", r"\beta": "β", r"\alpha": "α", r"\delta": "δ", r"\&": "&", r"\#": "#",
    }.items():  # fmt: skip
        text = text.replace(command, sign)
    text = re.sub(r"\\(?:ensuremath|textsubscript|textsuperscript|text|textit)", "", text)
    text = text.replace("∿", "~").replace("--", "–")
    return plain(re.sub(r"[${}]|(?<!\w)[_^](?=\{)|[_^](?=\$|\{)", "", re.sub(r"[_^](?=\{)", "", text)))


PAPER = r"""\documentclass{article}
\input{preamble}
\usepackage{natbib}
\begin{document}
\begin{table*}
\caption{A table of somebody else's paper}
\input{table}
\input{notes}
\end{table*}
\bibliographystyle{plainnat}
\bibliography{references}
\end{document}
"""


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    "name",
    ["values", pytest.param("table 1", marks=pytest.mark.long), pytest.param("electrolytes", marks=pytest.mark.long)],
)
def test_latex_compiles_with_citations_resolved(client, tmp_path, name):
    path, query = VIEWS[name]()
    with zipfile.ZipFile(io.BytesIO(client.get(path, {**query, "format": "latex"}).content)) as archive:
        archive.extractall(tmp_path)
    log, pdf = compile_document(tmp_path, to_the_letter=name == "values")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "undefined" not in log
    assert "Missing character" not in log
    (tmp_path / "paper.tex").write_text(PAPER, encoding="utf-8")
    if name != "values":
        log, _ = compile_document(tmp_path, "paper")
        assert "undefined" not in log
    items = (tmp_path / "document.bbl").read_text().count(r"\bibitem")
    assert items == (tmp_path / "references.bib").read_text().count("\n@") + 1


def test_bibtex_has_each_paper_behind_the_view_once_and_the_view_itself(client):
    text = client.get(TABLE, {"format": "bib"}).content.decode()
    keys = re.findall(r"^@\w+\{([^,]+),", text, re.M)
    assert len(keys) == len(set(keys)) == 1 + 13 + 1  # the review, the papers of its 13 groups, the view
    assert keys[-1].startswith("mgdb-")
    assert "dataset version" in text


def test_a_formula_in_a_name_runs_in_no_spreadsheet(client):
    ids = materials("VS4", "Mo-VS4/N-TG")
    Material.objects.filter(public_id__in=ids.split(",")).update(strategy='=HYPERLINK("http://x")', fabrication="+1+1")
    query = {"ids": ids, "format": "csv"}
    rows = list(csv.DictReader(io.StringIO(client.get("/compare/chosen/", query).content.decode("utf-8-sig"))))
    assert {(row["Strategy"], row["Fabrication"]) for row in rows} == {('\'=HYPERLINK("http://x")', "'+1+1")}
    book = load_workbook(io.BytesIO(client.get("/compare/chosen/", {**query, "format": "xlsx"}).content))
    assert {cell.data_type for row in book["data"].iter_rows() for cell in row if cell.value} == {"s"}


def test_markup_in_a_name_is_printed_and_not_obeyed(client, tmp_path):
    ids = materials("VS4", "Mo-VS4/N-TG")
    Material.objects.filter(public_id__in=ids.split(",")).update(strategy=r"\input{x} | <b>*y & 5% $z$ #")
    text = client.get("/compare/chosen/", {"ids": ids, "format": "markdown"}).content.decode()
    assert r"\\input{x} \| \<b\>\*y & 5% z \#" in text
    with zipfile.ZipFile(
        io.BytesIO(client.get("/compare/chosen/", {"ids": ids, "format": "latex"}).content)
    ) as archive:
        table = archive.read("table.tex").decode()
    body = table.partition(r"\toprule")[2]
    assert r"\input" not in body
    assert r"\textbackslash{}input\{x\}" in body
