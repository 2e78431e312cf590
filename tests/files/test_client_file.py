"""A client in a file: what it may say, and what it is told when it says something else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import clientfit
from clientfit.core.errors import ClientfitError
from clientfit.core.model import FREQUENCIES, Asks
from clientfit.files.client_file import UNKNOWN, ClientFile, read_client
from clientfit.text.content.questions import catalog

SIGNS = catalog().norms.ids


def _read(text: str | bytes, file: str = "client.toml") -> ClientFile:
    data = text if isinstance(text, bytes) else text.encode()
    return read_client(data, file, catalog())


def _faults(text: str | bytes, file: str = "client.toml") -> list[str]:
    with pytest.raises(ClientfitError) as caught:
        _read(text, file)
    return str(caught.value).splitlines()


@given(st.dictionaries(st.sampled_from(SIGNS), st.sampled_from([None, 0, 1, 2, 3, 4]), min_size=1))
def test_levels_in_a_file_read_as_levels_given_to_judge(levels: dict[str, int | None]) -> None:
    text = json.dumps({"levels": levels, "attempts": 1})
    assert _read(text).verdict == clientfit.judge(levels, attempts=1)


@given(
    st.dictionaries(
        st.sampled_from([one.id for one in catalog().questions if one.asks is Asks.FREQUENCY]),
        st.sampled_from([*FREQUENCIES, 0, 1, 2, 3, 4, UNKNOWN, None]),
        min_size=1,
    )
)
def test_answers_in_a_file_give_the_levels_that_the_function_gives(
    answers: dict[str, str | int | None],
) -> None:
    asked = {one.id for one in catalog().questions if one.sign}
    counted = {id_: None if said == UNKNOWN else said for id_, said in answers.items()}
    counted = {id_: said for id_, said in counted.items() if id_ in asked}
    wanted = clientfit.levels(counted)
    assert _read(json.dumps({"answers": answers})).verdict.levels == wanted


def test_toml_and_json_of_the_same_client_read_the_same() -> None:
    toml = _read('name = " Studio  Kestrel"\nrefused = true\n[answers]\nstrain = "often"\n')
    text = '{"name": "Studio Kestrel", "refused": "yes", "answers": {"strain": 3}}'
    assert toml == _read(text, "client.json")
    assert toml.name == "Studio Kestrel"
    assert toml.verdict.refused


def test_a_file_with_a_byte_order_mark_is_read() -> None:
    assert _read(b'\xef\xbb\xbf[answers]\nstrain = "often"').verdict.strain == 75


def test_a_level_may_be_a_word_a_pair_or_unknown() -> None:
    text = '[levels]\nstrain = "often"\nrework = [1, 3]\nabuse = "unknown"\nhaggling = 0'
    levels = _read(text).verdict.levels
    assert [levels[sign] for sign in ("strain", "rework", "abuse", "haggling")] == [
        (3, 3),
        (1, 3),
        (0, 4),
        (0, 0),
    ]


def test_tries_and_refusals_count_wherever_they_stand() -> None:
    above = _read("attempts = 2\nrefused = true\n[levels]\nstrain = 4").verdict
    within = _read('[answers]\nattempts = 2\nrefused = "yes"\n[levels]\nstrain = 4').verdict
    assert above == within
    assert (above.attempts, above.refused) == (2, True)


@pytest.mark.parametrize("line", ["threats", "harassment", "illegal"])
def test_a_crossed_line_reads_end_and_is_named(line: str) -> None:
    client = _read(f'[answers]\n{line} = "yes"\n')
    assert client.crossed == (line,)
    assert client.verdict.reading == "end"
    assert _read(f'[answers]\n{line} = "no"\n').crossed == ()


def test_the_gut_and_the_situation_never_change_the_reading() -> None:
    plain = "[answers]\nstrain = 2\n"
    more = plain + 'again = "no"\nincome_share = 40.5\nseason = "busy"\nhigh_expectations = 4\n'
    assert _read(more).verdict == _read(plain).verdict


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[answers]\nabuse = often", "client.toml: can't be read as TOML: Invalid value"),
        ('{"answers": {"abuse": "often"', "client.toml: can't be read as JSON: "),
        ('{"answers": {}, "answers": {}}', "'answers' stands there twice"),
        ("[answers]\nabuse = 1\nabuse = 2", "can't be read as TOML: Cannot overwrite a value"),
        (b"[answers]\nundelivered = '\xe9'", "this is no UTF-8 text (byte 26). Save it as UTF-8"),
        ("", "this file says nothing about the client"),
        ('name = "Kestrel"', "this file says nothing about the client"),
        ("answers = 3", "client.toml, answers: 3 is not a table. Write it as [answers]"),
        ("levels = []", "client.toml, levels: [] is not a table"),
        ("[answers]\nabuse = 7", "client.toml, [answers], abuse: '7' is no answer"),
        ("[answers]\nabuse = [1]", "client.toml, [answers], abuse: [1] is no answer"),
        ("[answers]\nabuse = true", "client.toml, [answers], abuse: 'true' is no answer"),
        ('[answers]\nthreats = "yess"', "Did you mean 'yes'? Choose from: yes, no, or \"unknown\""),
        ("[answers]\nattempts = -1", "client.toml, [answers], attempts: '-1' does not fit"),
        ("[answers]\nattempts = nan", "client.toml, [answers], attempts: 'nan' does not fit"),
        ("attempts = 1.5\n[levels]\nabuse = 0", "client.toml, attempts: '1.5' does not fit"),
        ("absolute = 1\n[levels]\nabuse = 0", "client.toml, absolute: 1 is no answer"),
        ("name = 3\n[levels]\nabuse = 0", "client.toml, name: 3 is no name"),
        ('name = " "\n[levels]\nabuse = 0', "client.toml, name: the name is empty"),
        ('name = "a\\u001bb"\n[levels]\nabuse = 0', "invisible control character"),
        (
            "[levels]\nabsue = 1",
            "client.toml, [levels]: unknown sign 'absue'. Did you mean 'abuse'",
        ),
        ("[levels]\nabuse = true", "client.toml, [levels], abuse: True is no level"),
        ("[levels]\nabuse = 2.0", "client.toml, [levels], abuse: 2.0 is no level"),
        ("[levels]\nabuse = [3, 1]", "client.toml, [levels], abuse: [3, 1] is no level"),
        ("[levels]\nabuse = [1]", "client.toml, [levels], abuse: [1] is no level"),
        ("[levels]\nabuse = [1, {}]", "client.toml, [levels], abuse: [1, {}] is no level"),
        ("strain = 3", "client.toml: unknown entry 'strain'. Write it under [answers]"),
        ("attemps = 3", "client.toml: unknown entry 'attemps'. Did you mean 'attempts'?"),
        ("[answers]\nabuse = 1\n[levels]\nabuse = 1", "client.toml, abuse: has a level, and"),
        ("attempts = 1\n[answers]\nattempts = 1", "client.toml, attempts: is said twice"),
        ('{"answers": ' + "[" * 100_000, "is nested too deeply"),
        ("a = " + "1" * 5000, "can't be read as TOML"),
    ],
)
def test_what_can_not_be_read_is_told_with_its_place(text: str | bytes, told: str) -> None:
    assert told in "\n".join(_faults(text))


@pytest.mark.parametrize("text", ["[1]", "3", '"often"', "null"])
def test_json_that_is_no_table_is_told(text: str) -> None:
    assert _faults(text, "client.json")[0].startswith("client.json: holds no table of entries")


def test_all_faults_are_told_at_once() -> None:
    text = 'nam = 1\nattempts = "x"\n[answers]\nabuse = 9\nabsue = 1\n[levels]\nrework = 9\nx = 1\n'
    assert len(_faults(text)) == 6


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_file_is_read_or_refused_in_words(data: bytes) -> None:
    try:
        client = _read(data)
    except ClientfitError as error:
        assert error.faults
    else:
        assert client.verdict.reading


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
_ENTRIES = st.sampled_from(["name", "answers", "levels", "attempts", "refused", "absolute"])
_IDS = st.sampled_from([*SIGNS, *catalog().by_id])


@given(st.dictionaries(_ENTRIES, _VALUES | st.dictionaries(_IDS, _VALUES, max_size=4)))
def test_any_values_are_read_or_refused_in_words(fields: dict[str, object]) -> None:
    try:
        client = _read(json.dumps(fields), "client.json")
    except ClientfitError as error:
        assert all(str(fault) for fault in error.faults)
    else:
        assert client.verdict.reading


def test_no_choice_of_a_question_could_be_mistaken_for_not_knowing() -> None:
    assert [one.id for one in catalog().questions if UNKNOWN in one.choices] == []
