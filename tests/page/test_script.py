"""The sources of the page's script are modules; what is shown is one."""

from __future__ import annotations

import re

import pytest

from clientfit.page.script import asset, parts, script

FILES = {
    "a.js": 'import { b, c } from "./b.js";\nimport { d } from "./d.js";\n'
    "export default { b, c, d };\n",
    "b.js": 'import { d } from "./d.js";\nexport const b = d;\nexport async function c() {}\n',
    "d.js": "// export nothing here\nexport let d = 1;\n",
}
ENTRIES = ("page.js", "stopped.js")
DECLARED = re.compile(
    r"^(?:export )?(?:async function|function|const|let|class) (\w+)", re.MULTILINE
)


def test_what_is_imported_stands_before_what_imports_it_and_once() -> None:
    assert parts("a.js", FILES.__getitem__) == ("d.js", "b.js", "a.js")


def test_imports_and_exports_are_left_out_and_all_else_stays() -> None:
    assert script("a.js", FILES.__getitem__) == (
        "// export nothing here\nlet d = 1;\n"
        "\nconst b = d;\nasync function c() {}\n"
        "\nexport default { b, c, d };\n"
    )


def test_a_circle_is_refused_and_named() -> None:
    circle = FILES | {"d.js": 'import { b } from "./b.js";\n'}
    with pytest.raises(ValueError, match=r"b\.js imports d\.js imports b\.js"):
        parts("a.js", circle.__getitem__)


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_script_imports_nothing_and_exports_what_a_widget_is(entry: str) -> None:
    made = script(entry)
    assert not re.search(r"^import\b", made, re.MULTILINE)
    assert re.findall(r"^export\b.*", made, re.MULTILINE) == re.findall(
        r"^export default.*", asset(entry), re.MULTILINE
    )


@pytest.mark.parametrize("entry", ENTRIES)
def test_no_two_files_of_a_script_give_one_name(entry: str) -> None:
    names = [name for file in parts(entry) for name in DECLARED.findall(asset(file))]
    assert names
    assert {name for name in names if names.count(name) > 1} == set()
