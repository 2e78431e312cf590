"""Which spellings of a name mean the same one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.names import likely_same, name_key, tidy_name
from clientfit.text.content.legal_forms import legal_forms

FORMS = legal_forms()


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


# --- names that may be one client's -------------------------------------------------------------

ALIKE = [
    ("Acme Ltd", "Acme Limited", "ACME"),
    ("Blue Kiln B.V.", "Blue Kiln BV", "blue kiln b. v."),
    ("Piekarnia Świt sp. z o.o.", "Piekarnia Swit", "Piekarnia Świt Spółka z o. o."),
    ("Müller GmbH", "Mueller", "Muller GmbH & Co. KG"),
    ("شركة النور", "النور"),
    ("Acme, Inc.", "Acme Inc", "Acme LLC", "Acme S.A."),
    ("Smith & Sons", "Smith and Sons", "Sons + Smith"),
    ("Bakker en Zoon", "Bakker & Zoon"),
    ("Kowalski i Syn", "Kowalski & Syn"),
    ("Smith & Co", "Smith and Co.", "Smith"),
    ("The Moss Studio", "Moss Studio", "Moss Studios"),
    ("Café Nord", "Cafe Nord", "CAFÉ-NORD"),
    ("Smith, John", "John Smith"),
    ("Blue Kiln", "BlueKiln", "Blue-Kiln"),
    ("O'Neill", "ONeill", "O’Neill"),
    ("Blue Kiln Pottery", "Blue Kiln Potery", "Blue Kiln Pottrey"),
    ("Dune Coffee (NL)", "Dune Coffee"),
    ("Shop 1", "Shop1", "The shop, 1"),
]
APART = [
    ("Shop 1", "Shop 2", "Shop 12", "Shop"),
    ("Shop (1)", "Shop (2)", "Shop"),
    ("Project A", "Project B"),
    ("Phase I", "Phase II", "Phase III", "Phase IV"),
    ("Acme 2023", "Acme 2024"),
    ("Client 10001", "Client 10002"),
    ("Northern Systems", "Southern Systems"),
    ("Acme (Berlin)", "Acme (Paris)", "Acme"),
    ("Anna Nowak", "Hanna Nowak"),
    ("Moss", "Mess", "Boss"),
    ("Acme", "Acme Design"),
    ("J. Smith", "John Smith"),
    ("Ltd", "GmbH", "B.V."),
    ("", " ", "!!!", "???"),
]


@pytest.mark.parametrize("names", ALIKE, ids=lambda names: names[0])
def test_names_that_differ_a_little_are_proposed_as_one(names):
    assert likely_same(names, FORMS) == (names,)


@pytest.mark.parametrize("names", APART, ids=lambda names: names[0])
def test_names_that_are_there_to_tell_clients_apart_are_never_one(names):
    assert likely_same(names, FORMS) == ()


@pytest.mark.parametrize(
    "form",
    ["SpA", "S.p.A.", "S. r. l.", "SRLS", "d.o.o.", "Lda.", "Ltda", "A/S", "ApS", "OÜ", "SIA",
     "UAB", "S.L.U.", "S.A. de C.V.", "KGaA", "e. K.", "UG (haftungsbeschränkt)",
     "Sdn. Bhd.", "Pvt. Ltd.", "Private Limited", "FZ-LLC", "W.L.L.", "Zrt.", "S. p. z o. o.",
     "P.S.A.", "A.Ş.", "Ltd. Şti.", "K.K.", "a.s.", "spol. s r.o.", "PLLC", "SASU"],
)  # fmt: skip
def test_a_legal_form_of_any_country_makes_no_other_client(form):
    assert likely_same([f"Acme {form}", "Acme"], FORMS) == ((f"Acme {form}", "Acme"),)


@pytest.mark.parametrize(
    "name", ["Acme UK", "Acme NL", "Acme Private", "Acme Studio", "Acme Group"]
)
def test_a_place_or_a_word_is_no_legal_form(name):
    assert likely_same([name, "Acme"], FORMS) == ()


def test_an_exact_duplicate_is_no_proposal():
    assert likely_same(["Acme Ltd", " acme ltd", "ACME LTD", "Moss"], FORMS) == ()


def test_all_that_is_known_stands_in_the_groups_once_and_in_order():
    names = [name for group in ALIKE[1:5] for name in group]
    assert likely_same([*names[::-1], *names], FORMS) == tuple(
        group[::-1] for group in ALIKE[4:0:-1]
    )


WORDS = st.sampled_from(
    ["Acme", "Kiln", "Blue", "Studio", "Studios", "Ltd", "B.V.", "&", "and", "The", "(NL)", "(BE)",
     "1", "2", "A", "B", "II", "Świt", "Swit", "sp. z o.o.", "Pottery", "Potery", "Pottrey"]
)  # fmt: skip
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join) | st.text(), max_size=12)


def _groups(names):
    return {frozenset(map(name_key, group)) for group in likely_same(names, FORMS)}


@given(NAMES.flatmap(lambda names: st.tuples(st.just(names), st.permutations(names))))
def test_the_order_of_the_names_changes_no_group(both):
    names, turned = both
    assert _groups(names) == _groups(turned)


@given(NAMES)
def test_no_name_is_in_two_groups_and_none_alone_in_one(names):
    grouped = [name_key(name) for group in likely_same(names, FORMS) for name in group]
    assert len(grouped) == len(set(grouped))
    assert {name for group in likely_same(names, FORMS) for name in group} <= set(names)
    assert all(len(group) > 1 for group in likely_same(names, FORMS))


@given(NAMES, st.integers(0, 99), st.integers(0, 99), st.sampled_from(["Shop", "Moss Studio", "4"]))
def test_names_with_different_numbers_are_never_in_one_group(names, one, other, base):
    pair = {name_key(f"{base} {one}"), name_key(f"{base} {other}")}
    groups = _groups([*names, f"{base} {one}", f"{base} {other}"])
    assert len(pair) == 1 or not any(pair <= group for group in groups)
