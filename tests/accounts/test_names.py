"""Names that nobody takes for another's, for a role or for the site."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mgdb.accounts.names import check_no_role, check_person_name

POSING = [
    "administrator", "Administrator", "ADMlNISTRATOR", "Adm1n1strator", "Ádministrator", "A d m i n i s t r a t o r",
    "MgDB", "MgDB team", "MgDB-Team", "MgD8", "mg.db", "the MgDB", "ＭｇＤＢ", "ⓜⓖⓓⓑ", "ᴍɢᴅʙ", "ᴀᴅᴍɪɴ", "admin",
    "Site Admin", "reviewer", "a reviewer", "Revlewer", "second reviewer", "contributor", "Curator",
    "operator’s command", "root", "a dataset file", "Editorial Board", "Moderator", "The Team", "adrnin",
]  # fmt: skip


@pytest.mark.parametrize("name", POSING)
def test_a_name_that_poses_as_a_role_or_as_the_site_is_refused(name):
    with pytest.raises(ValidationError, match="reads as a role or as the site itself"):
        check_no_role(name)


@pytest.mark.parametrize(
    "name",
    [
        "A. Lovelace",
        "Emmy Noether",
        "Adminović",
        "Л. Ландау",
        "王 小明",
        "Staff, Leopold",
        "J. Root",
        "Øystein",
        "grace",
    ],
)
def test_a_name_of_a_person_is_taken(name):
    check_person_name(name)
    check_no_role(name)


@pytest.mark.parametrize("sign", ["\u200b", "\u3164", "\u2800", "\ufe0f"])
def test_a_sign_that_shows_nothing_makes_no_second_person(sign):
    with pytest.raises(ValidationError, match="nobody can see"):
        check_person_name(f"Ada{sign} Lovelace")
