"""Which spellings of a name mean the same one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.names import name_key, tidy_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Ltd", " acme\tLTD \n"),
        ("Caf\u00e9", "Cafe\u0301"),
        ("Stra\u00dfe", "STRASSE"),
        ("Acme Ltd", "\ufeffAcme\u00a0Ltd\u200e"),
        ("\uff21cme", "Acme"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Acme", "Acme 2"), ("ab", "a b"), ("é", "e")])
def test_different_names_have_different_keys(one, other):
    assert name_key(one) != name_key(other)


@given(st.text())
def test_the_key_of_a_key_is_itself(name):
    assert name_key(name_key(name)) == name_key(name)


@given(st.text())
def test_tidying_changes_no_key_and_tidying_twice_changes_nothing(name):
    tidy = tidy_name(name)
    assert name_key(tidy) == name_key(name)
    assert tidy_name(tidy) == tidy
