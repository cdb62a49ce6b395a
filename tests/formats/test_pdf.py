"""PDFs as publishers make them: drawn character by character here, set in journals' own classes in the long form."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from mgdb.formats.documents import LIMITS, open_document
from mgdb.formats.documents import pdf as parser
from mgdb.formats.documents.model import ReadDocument
from mgdb.science.extraction import Name, RuleExtractor, TableBlock, TextBlock
from mgdb.science.extraction.measure import Curated, recall
from tests.debian import find_or_install
from tests.latex import pdflatex

ARTICLES = yaml.safe_load((Path(__file__).parents[1] / "science" / "extraction_articles.yaml").read_text("utf-8"))


def pdf(*pages: str) -> bytes:
    """A PDF whose pages are drawn so, in Helvetica (F1) and its bold (F2)."""
    fonts = b"<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    fonts += b"/F2<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>>>"
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode()]
    for number, page in enumerate(pages):
        stream = page.encode("cp1252")
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font%s>>>>"
            % (4 + 2 * number, fonts)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return out + end % (len(places) + 1, table, len(places) + 1, len(out))


def drawn(x: float, y: float, text: str, size: float = 9, font: str = "F1") -> str:
    """A string at a place, typeset at size 1 and enlarged, as programs for layout do."""
    escaped = re.sub(r"([()])", r"\\\1", text)
    return f"BT /{font} 1 Tf {size} 0 0 {size} {x} {y} Tm ({escaped}) Tj ET "


def lines(x: float, top: float, *texts: str) -> str:
    return "".join(drawn(x, top - 11 * number, text) for number, text in enumerate(texts))


def rule(x: float, y: float, width: float) -> str:
    return f"{x} {y} {width} 0.5 re f "


def read(*pages: str) -> ReadDocument:
    """Without the process of its own in which documents from outside are read."""
    return parser.read(pdf(*pages), LIMITS)


def texts(*pages: str) -> list[str]:
    return [block.text for block in read(*pages).blocks if isinstance(block, TextBlock)]


def tables(*pages: str) -> list[TableBlock]:
    return [block for block in read(*pages).blocks if isinstance(block, TableBlock)]


def test_superscripts_are_told_by_how_large_they_are_drawn():
    raised = drawn(50, 700, "The conductivity is 10") + drawn(140, 703, "-5", 6) + drawn(147, 700, " S cm")
    assert texts(raised + drawn(172, 703, "-1", 6) + drawn(178, 700, " at room temperature.")) == [
        "The conductivity is 10⁻⁵ S cm⁻¹ at room temperature."
    ]


def test_a_subscript_below_a_superscript_comes_before_it():
    salt = drawn(50, 700, "The anion is ClO") + drawn(117.5, 703, "-", 6) + drawn(117.5, 698, "4", 6)
    assert texts(salt + drawn(122, 700, " here.")) == ["The anion is ClO4⁻ here."]


def test_a_sentence_goes_on_over_columns_and_pages_without_their_heads_and_feet():
    def page(number: int, *columns: str) -> str:
        head = drawn(50, 810, f"Energy Letters 12, {number}") + drawn(290, 30, str(number))
        return head + "".join(columns)

    first = lines(50, 700, "The gel that was cast between plates of glass and dried", "had a conductivity of")
    second = lines(
        310, 700, "3.1 mS/cm at 25 \xb0C, and the transference number of its", "magnesium ions was as high as"
    )
    third = lines(50, 700, "0.62, which is much. Nothing else was found.")
    assert texts(page(1, first, second), page(2, third)) == [
        (
            "The gel that was cast between plates of glass and dried had a conductivity of 3.1 mS/cm at 25 °C, and the "
            "transference number of its magnesium ions was as high as 0.62, which is much. Nothing else was found."
        )
    ]


def test_numbers_and_heads_of_pages_with_wide_margins_are_none_of_the_text():
    def page(number: int, *of_text: str) -> str:
        return drawn(60, 745, f"Draft of paper {number}") + lines(50, 700, *of_text) + drawn(290, 95, str(number))

    first = page(101, "The cathode was cycled at 25 \xb0C between two limits of voltage", "and delivered up to 251")
    second = page(102, "mAh/g at last. The second cathode was not as good as the first", "and lasted 12 cycles.")
    assert texts(first, second) == [
        (
            "The cathode was cycled at 25 °C between two limits of voltage and delivered up to 251 mAh/g at last. The "
            "second cathode was not as good as the first and lasted 12 cycles."
        )
    ]


def test_headings_are_told_by_their_type_and_by_their_numbers():
    page = (
        drawn(50, 780, "A gel for magnesium", 18)
        + drawn(50, 750, "Ionic transport", 9, "F2")
        + lines(50, 738, "The conductivity of the gel with the salt is 3 mS/cm, and that is much, it seems.")
        + drawn(120, 710, "III. RESULTS")
        + lines(50, 698, "The transference number of the gel with the salt is 0.5, and that is much, it seems.")
    )
    found = read(page).blocks
    assert [(block.kind, block.locator) for block in found if isinstance(block, TextBlock)] == [
        ("paragraph", ""),
        ("heading", "Ionic transport"),
        ("paragraph", "Ionic transport"),
        ("heading", "Section III"),
        ("paragraph", "Section III"),
    ]


@pytest.mark.parametrize(
    ("lines_given", "joined"),
    [
        (("The conduc-", "tivity is what we looked for in this."), "The conductivity is what we looked for in this."),
        (("It is short-", "circuited after a day of such work."), "It is short-circuited after a day of such work."),
        (("We took Mg-", "MOF for the cathode of these cells."), "We took Mg-MOF for the cathode of these cells."),
        (
            ("A salt-rich layer forms. The salt-", "rich layer grows with time, and is thick."),
            "A salt-rich layer forms. The salt-rich layer grows with time, and is thick.",
        ),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_where_it_belongs_to_the_word(lines_given, joined):
    assert texts(lines(50, 700, *lines_given)) == [joined]


def ruled(top: float, heads: list[list[tuple[float, str]]], rows: list[list[tuple[float, str]]]) -> str:
    """A table between three rules, its cells at their places."""
    y, out = top - 12, rule(50, top, 220)
    for line in heads:
        out += "".join(drawn(x, y, text) for x, text in line)
        y -= 11
    out += rule(50, y + 8, 220)
    y -= 3
    for line in rows:
        out += "".join(drawn(x, y, text) for x, text in line)
        y -= 11
    return out + rule(50, y + 8, 220)


GELS = ruled(
    700,
    [[(140, "Ionic transport at 25 \xb0C")], [(50, "Sample"), (140, "Conductivity (mS/cm)"), (240, "t")]],
    [[(50, "Gel A"), (140, "1.25"), (240, "0.31")], [(50, "Glass B, pressed"), (140, "0.042"), (240, "0.57")]],
)


@pytest.mark.parametrize(("caption", "locator"), [("Table 1. Gels", "Table 1"), ("TABLE II", "Table II")])
def test_a_table_between_rules_is_a_grid_and_no_running_text(caption, locator):
    page = lines(50, 720, caption) + GELS + lines(50, 600, "The gel is better than the glass.")
    (table,) = tables(page)
    assert (table.locator, table.caption) == (locator, caption)
    assert table.rows == (
        ("Sample", "Ionic transport at 25 °C Conductivity (mS/cm)", "t"),
        ("Gel A", "1.25", "0.31"),
        ("Glass B, pressed", "0.042", "0.57"),
    )
    assert "1.25" not in " ".join(texts(page))


def test_what_stands_between_rules_without_a_caption_is_text():
    page = rule(50, 712, 220) + lines(50, 700, "Abstract. A gel   of   magnesium salts", "was   cast   and dried.")
    page += rule(50, 680, 220) + lines(50, 660, "Table 1 has more.") + rule(50, 500, 90)
    assert tables(page) == []
    assert "was cast and dried." in " ".join(" ".join(texts(page)).split())


def test_two_tables_of_one_page_keep_their_captions():
    page = lines(50, 720, "Table 1. Gels") + GELS + lines(50, 500, "Table 2. Salts")
    found = tables(page + "1 0 0 1 0 -220 cm " + GELS.replace("Gel A", "Salt C"))
    assert [(table.locator, table.rows[1][0]) for table in found] == [("Table 1", "Gel A"), ("Table 2", "Salt C")]


def along(x: float, y: float, text: str, turn: int, size: float = 9) -> str:
    """A string that stands along the page: upwards where the page is turned clockwise by 90°, downwards by 270°."""
    escaped = re.sub(r"([()])", r"\\\1", text)
    matrix = f"0 {size} {-size} 0" if turn == 90 else f"0 {-size} {size} 0"
    return f"BT /F1 1 Tf {matrix} {x} {y} Tm ({escaped}) Tj ET "


ALONG = (
    ("Sample", "Band gap (eV)", "Barrier (eV)"),
    ("MgO", "7.8", "1.2"),
    ("MgS", "2.7", "0.9"),
    ("MgSe", "2.5", "0.6"),
)


def turned(turn: int) -> str:
    """A table with its caption that stands along the page."""
    page = ""
    for number, cells in enumerate(ALONG):
        for place, cell in enumerate(cells):
            at, off = 100 + 110 * place, 150 + 14 * number
            page += along(off, at, cell, 90) if turn == 90 else along(595 - off, 842 - at, cell, 270)
    caption = "Table 3. Band gaps and barriers of the sulfides and oxides."
    page += along(128, 100, caption, 90) if turn == 90 else along(595 - 128, 842 - 100, caption, 270)
    for height in (138, 154, 198):
        x = height if turn == 90 else 595 - height
        y = 95 if turn == 90 else 842 - 95 - 330
        page += f"{x} {y} 0.5 330 re f "
    return page + drawn(60, 760, "The barriers are listed in a table on this page, which stands along it.")


@pytest.mark.parametrize("turn", [90, 270])
def test_a_table_that_is_turned_is_a_grid(turn):
    [table] = tables(turned(turn))
    assert table.rows == ALONG
    assert (table.locator, table.caption[:19]) == ("Table 3", "Table 3. Band gaps ")
    assert texts(turned(turn))[0].startswith("The barriers are listed")


def test_a_stamp_along_the_page_is_no_text():
    page = along(20, 300, "arXiv:2401.00001v1 [cond-mat] 1 Jan 2024", 90) + drawn(60, 700, "The gap is 2.2 eV here.")
    assert texts(page) == ["The gap is 2.2 eV here."]


def beside(left: float, number: int, value: str) -> str:
    page = drawn(left, 700, f"Table {number}. Gaps of some.") + rule(left, 690, 200) + rule(left, 672, 200)
    page += drawn(left, 677, "Sample") + drawn(left + 110, 677, "Band gap (eV)")
    for row, name in enumerate(("MgO", "MgS")):
        page += drawn(left, 660 - 12 * row, name) + drawn(left + 110, 660 - 12 * row, f"{value}{row}")
    return page + rule(left, 640, 200)


def test_tables_side_by_side_are_both_read():
    first, second = tables(beside(50, 1, "7.") + beside(320, 2, "2."))
    assert [(one.locator, one.rows[1:]) for one in (first, second)] == [
        ("Table 1", (("MgO", "7.0"), ("MgS", "7.1"))),
        ("Table 2", (("MgO", "2.0"), ("MgS", "2.1"))),
    ]
    assert [one.caption for one in (first, second)] == ["Table 1. Gaps of some.", "Table 2. Gaps of some."]


def test_a_table_without_columns_is_said():
    page = drawn(50, 700, "Table 4. Gaps of some.") + lines(50, 680, "MgO has 7.8 eV", "MgS has 2.7 eV")
    [said] = read(page).said
    assert said.startswith("Table 4 (page 1) has no columns that can be told apart, so its lines stand in the text.")
    assert "MgS has 2.7 eV" in " ".join(texts(page))


def test_a_name_in_the_middle_of_its_rows_names_none_that_it_does_not_stand_in():
    page = lines(50, 720, "Table 1. Gels") + ruled(
        700,
        [[(50, "Sample"), (140, "t"), (200, "E")]],
        [[(140, "0.31"), (200, "0.5")], [(50, "Gel A"), (140, "0.57"), (200, "0.6")], [(140, "0.42"), (200, "0.7")]],
    )
    (table,) = tables(page)
    assert [row[0] for row in table.rows[1:]] == ["?", "Gel A", "?"]


def test_a_number_that_is_set_wide_stays_in_one_cell():
    cells = [(50, "Gel A"), (140, "1.2 \xd7"), (168, "10"), (240, "0.6")]
    page = lines(50, 720, "Table 1. Gels") + ruled(700, [[(50, "Sample"), (140, "S/cm"), (240, "t")]], [cells, cells])
    (table,) = tables(page)
    assert table.rows[1] == ("Gel A", "1.2 × 10", "0.6")


# Journals' own classes: what begins a document, and whether its abstract belongs to the front matter.
CLASSES = {
    "revtex4-2": (r"\documentclass[aps,prb,twocolumn]{revtex4-2}", "after"),
    "elsarticle": (r"\documentclass[final,5p,times,twocolumn]{elsarticle}", "front"),
    "IEEEtran": (r"\documentclass[journal]{IEEEtran}", "before"),
    "cas-dc": (r"\documentclass[a4paper,fleqn]{cas-dc}", "after"),
}
SIGNS = {
    "°C": r"\,$^\circ$C", "°": r"$^\circ$", "−": "$-$", "×": r"$\times$", "σ": r"$\sigma$", "Ω": r"$\Omega$",
    "μ": r"$\mu$", "θ": r"$\theta$", "Å": r"\AA{}", "±": r"$\pm$", "’": "'", "λ": r"$\lambda$", "%": r"\%",
    "·": r"$\cdot$", "~": r"$\sim$", "–": "--",
}  # fmt: skip
TABLE = (
    r"\begin{table}\caption{Invented samples.}\centering\begin{tabular}{lccc}\toprule Sample & "
    r"$\sigma$ (mS cm$^{-1}$) & $E_\mathrm{a}$ (eV) & Retention (\%)\\\midrule NaBr gel & 1.25 & 0.31 & 88\\"
    r"MgS glass & 0.042 & 0.57 & 73\\"
    r" Plain PEO & 3.1$\times$10$^{-3}$ & 0.72 & 41\\\bottomrule\end{tabular}\end{table}"
)


def typed(text: str) -> str:
    """Text as LaTeX, its scripts raised and lowered."""
    text = re.sub(r"(?<=[A-Za-z²³])−([0-9])", r"$^{-\1}$", text)
    text = re.sub(r"(?<=10)−([0-9]+)", r"$^{-\1}$", text)
    text = re.sub(r"(?<=[A-Za-z])([0-9]{1,2})(?=[A-Z,\s|).]|[a-z]{2})", r"$_{\1}$", text)
    return "".join(SIGNS.get(part, part) for part in re.split(f"({'|'.join(map(re.escape, SIGNS))})", text))


def typeset(text: str, journal: str) -> str:
    """An invented article as LaTeX for a journal's class."""
    title, *paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    begin, place = CLASSES[journal]
    abstract, body = "", []
    for paragraph in paragraphs:
        if heading := re.fullmatch(r"[0-9.]+ ([A-Z][^.]{2,60})", paragraph):
            body.append(rf"\section{{{typed(heading[1])}}}")
        elif paragraph.startswith("Abstract"):
            abstract = r"\begin{abstract}" + typed(paragraph.removeprefix("Abstract")) + r"\end{abstract}"
        else:
            body.append(typed(paragraph))
    front = rf"\title{{{typed(title)}}}\author{{A. Author}}"
    opening = {
        "front": rf"\begin{{frontmatter}}{front}{abstract}\end{{frontmatter}}",
        "before": rf"{front}\maketitle{abstract}",
        "after": rf"{front}{abstract}\maketitle",
    }[place]
    packages = r"\usepackage[T1]{fontenc}\usepackage{booktabs}\begin{document}"
    return "\n\n".join([begin + packages + opening, *body, TABLE, r"\end{document}"])


def classes() -> str | None:
    found = subprocess.run(["kpsewhich", *(f"{name}.cls" for name in CLASSES)], check=False, capture_output=True)
    return "all" if len(found.stdout.split()) == len(CLASSES) else None


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("journal", CLASSES)
def test_an_article_in_a_journals_class_gives_what_its_text_gives(journal, tmp_path):
    engine = pdflatex()
    assert find_or_install(classes, "texlive-publishers", "texlive-latex-extra"), "No classes of journals to be had."
    for number, article in enumerate(ARTICLES):
        (tmp_path / f"{number}.tex").write_text(typeset(article["text"], journal), "utf-8")
        command = [engine, "-interaction=nonstopmode", "-no-shell-escape", f"{number}.tex"]
        subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, stdin=subprocess.DEVNULL)
        document = open_document((tmp_path / f"{number}.pdf").read_bytes())
        names = [Name(key, tuple(one["called"]), (), tuple(one["roles"])) for key, one in article["names"].items()]
        wanted = [Curated("", key, value, unit, subject=whose) for value, unit, key, whose in article["values"]]
        found = recall(wanted, RuleExtractor()(document.blocks, names))
        assert found.property == found.total, found.missed
        assert found.subject >= 0.7 * found.total
        (table,) = [block for block in document.blocks if isinstance(block, TableBlock)]
        assert table.rows == (
            ("Sample", "σ (mS cm⁻¹)", "Ea (eV)", "Retention (%)"),
            ("NaBr gel", "1.25", "0.31", "88"),
            ("MgS glass", "0.042", "0.57", "73"),
            ("Plain PEO", "3.1×10⁻³", "0.72", "41"),
        )
