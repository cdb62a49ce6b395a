"""A LaTeX engine for tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.debian import find_or_install

# texlive-science brings pdflatex, bibtex, booktabs, mhchem and siunitx; lmodern spares making fonts. 110 MB to fetch.
PACKAGES = ["texlive-science", "lmodern"]
STYLES = ("booktabs.sty", "mhchem.sty", "siunitx.sty", "natbib.sty", "longtable.sty", "lmodern.sty")


def pdflatex() -> str:
    """The path of pdflatex with the packages that exports use: the system's, or Debian's where we may install it.

    Fails the test, and says how to put it right, when there is none.
    """
    if found := find_or_install(_is_complete, *PACKAGES):
        return found
    pytest.fail(
        f"No LaTeX to compile exports with: run `sudo apt-get install --no-install-recommends {' '.join(PACKAGES)}`.",
        pytrace=False,
    )


def _is_complete() -> str | None:
    """pdflatex, if it and all styles are there."""
    found = shutil.which("pdflatex")
    if not found or not shutil.which("bibtex") or not shutil.which("kpsewhich"):
        return None
    asked = subprocess.run(["kpsewhich", *STYLES], check=False, capture_output=True, text=True)
    return found if len(asked.stdout.split()) == len(STYLES) else None


# Passes that only gather citations leave formulas out, whose typesetting takes nine tenths of the time.
WITHOUT_FORMULAS = r"\def\formula#1{{x}}\AtBeginDocument{{\let\ce\formula}}\input{{{}}}"


def compile_document(folder: Path, name: str = "document", *, to_the_letter: bool = False) -> tuple[str, Path]:
    """Compiles `name`.tex in `folder` with its bibliography; the last log and the PDF. Fails the test on an error.

    All of it is typeset once, and again where TeX asks for that; `to_the_letter` thrice, as people are told to do.
    """
    typeset = [pdflatex(), "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape"]
    whole = [*typeset, name]
    gather = whole if to_the_letter else [*typeset, "-draftmode", f"-jobname={name}", WITHOUT_FORMULAS.format(name)]
    for command in (gather, ["bibtex", name], gather, whole):
        _run(command, folder)
    log = folder / f"{name}.log"
    if "Rerun to" in log.read_text("utf-8", "replace"):
        _run(whole, folder)
    return log.read_text("utf-8", "replace"), folder / f"{name}.pdf"


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=os.environ | {"HOME": str(folder)},
    )
    if done.returncode:
        pytest.fail(f"{command[0]} failed:\n{done.stdout.decode('utf-8', 'replace')[-3000:]}", pytrace=False)


def text_of(pdf: Path) -> str:
    """What stands on the pages of a PDF. Fails the test where there is nothing to read it with."""
    reader = find_or_install(lambda: shutil.which("pdftotext"), "poppler-utils")
    if not reader:
        pytest.fail("No pdftotext to read a PDF with: run `sudo apt-get install poppler-utils`.", pytrace=False)
    return subprocess.run([reader, str(pdf), "-"], check=True, capture_output=True, text=True).stdout
