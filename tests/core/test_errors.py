"""An error is told in whole sentences."""

import pytest

from clientfit.core.errors import ClientfitError, Fault


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault("a.csv", "is empty"), "a.csv: is empty."),
        (Fault("", "Nothing is there"), "Nothing is there."),
        (Fault("a.csv", "is empty", "Choose another one"), "a.csv: is empty. Choose another one."),
        (Fault("a", "is wrong.", "Is it yours?"), "a: is wrong. Is it yours?"),
        (Fault("a", "is missing", "Did you mean 'b'"), "a: is missing. Did you mean 'b'"),
        (Fault("a", "is 'b'", "Say “c”"), "a: is 'b'. Say “c”"),
    ],
)
def test_an_error_ends_with_one_full_stop_or_with_what_it_quotes(fault: Fault, told: str) -> None:
    assert str(fault) == told


def test_each_fault_of_an_error_is_a_line_of_its_own() -> None:
    assert str(ClientfitError([Fault("a", "is wrong"), Fault("b", "is wrong")])).splitlines() == [
        "a: is wrong.",
        "b: is wrong.",
    ]
