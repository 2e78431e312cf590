"""What differs from our schema is told as jsonschema would find it, which shares no code."""

import copy
import json

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from clientfit.app.api import sample
from clientfit.files.store.document import check, schema
from clientfit.files.store.shape import shape_faults

#: The words of JSON Schema that are checked, and those that say something to readers only.
CHECKED = {
    *("$ref", "additionalProperties", "anyOf", "const", "enum", "items", "maxLength", "maximum"),
    *("minLength", "minimum", "pattern", "properties", "propertyNames", "required", "type"),
}
READ = {"$schema", "$id", "$defs", "title", "description"}

ODD = st.sampled_from(
    [
        *(None, True, False, 0, 1, -1, 1.0, 1.5, 2**63, -(2**63), 1e300, float("nan")),
        *("", "x", "x" * 201, "answer", "2026-01-31", "2026-01-31T00:00:00Z", "2026-01-31\n"),
        *([], {}, [1], ["x"], {"": ""}, {"x": "y"}, {"x": 1}),
    ]
)


def whole():
    document = sample().export()
    for name in ("invoices", "hours", "messages"):
        document[name] = document[name][:2]
    document["clients"] = [one for one in document["clients"] if one["journal"]][:1]
    (client,) = document["clients"]
    client["changes"] = client["changes"][:2]
    at = client["named"]
    client["drafts"] = [{"letter": "end", "text": "Dear", "facts": {"day": "soon"}, "at": at}]
    client["links"] = [{"name": "Acme Ltd", "at": at}]
    document["settings"] = [{"key": "places", "value": [{"a": [1]}], "at": at}]
    return document


WHOLE = whole()


def places(value, way=()):
    """Every way into a document, the top's own left out."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for step, held in inside:
        yield (*way, step)
        if isinstance(held, dict | list):
            yield from places(held, (*way, step))


PLACES = list(places(WHOLE))


def spoiled(spots):
    """The document with something odd, or with nothing, in these places."""
    document = copy.deepcopy(WHOLE)
    for (*way, last), odd, doing in spots:
        spot = document
        try:
            for step in way:
                spot = spot[step]
            if doing == "put":
                spot[last] = odd
            elif doing == "take":
                del spot[last]
            else:
                spot[f"{last}_too"] = odd
        except (TypeError, KeyError, IndexError):
            continue  # an earlier one took the way there
    return document


def words(part):
    """The words of JSON Schema that a schema uses, names of fields left out."""
    if isinstance(part, list):
        return set().union(*map(words, part))
    if not isinstance(part, dict):
        return set()
    found = set(part)
    for word, inside in part.items():
        deeper = inside.values() if word in ("properties", "$defs") else [inside]
        if word not in ("enum", "required"):
            found |= set().union(*map(words, deeper)) if deeper else set()
    return found


def test_every_word_of_the_schema_is_known_to_the_checker():
    assert words(schema()) == CHECKED | READ


def test_a_whole_document_has_no_faults():
    assert list(shape_faults(WHOLE, schema())) == []


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), ODD, st.sampled_from(["put", "take", "add"])),
        min_size=1,
        max_size=4,
    )
)
def test_faults_are_found_where_jsonschema_finds_them(spots):
    document = spoiled(spots)
    theirs = {error.json_path for error in Draft202012Validator(schema()).iter_errors(document)}
    assert {fault.where for fault in shape_faults(document, schema())} == theirs


def test_a_setting_may_be_nested_as_deep_as_json_is_read():
    document = copy.deepcopy(WHOLE)
    document["settings"][0]["value"] = json.loads("[" * 500 + "]" * 500)
    assert check(document) is document
