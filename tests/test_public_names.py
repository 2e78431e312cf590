"""What ``import clientfit`` offers, fetched when it is asked for."""

from __future__ import annotations

import importlib

import pytest

import clientfit


@pytest.mark.parametrize("name", clientfit.__all__)
def test_a_public_name_is_the_one_from_its_home(name: str) -> None:
    home = importlib.import_module(clientfit._HOMES[name])
    assert getattr(clientfit, name) is getattr(home, name)
    assert name in dir(clientfit)


def test_the_names_that_are_offered_and_those_with_a_home_are_the_same() -> None:
    assert sorted(clientfit.__all__) == sorted(clientfit._HOMES)


def test_a_misspelt_name_is_told_as_by_any_module() -> None:
    with pytest.raises(AttributeError, match="'clientfit' has no attribute 'jugde'"):
        clientfit.jugde  # noqa: B018
