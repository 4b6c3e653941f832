"""Short names change nothing but the size of a script."""

import subprocess

import pytest

from generator.scripts import join_module
from generator.shorten import shorten
from generator.themes import themes_folder
from tests.conftest import REPOSITORY


@pytest.mark.parametrize(
    ("script", "short"),
    [
        ("const first=1;use(first);", "const a=1;use(a);"),
        ("function twice(number){return number*2;}", "function b(a){return a*2;}"),
        ("items.map((item)=>item.name);", "items.map((a)=>a.name);"),
        ("items.map(item=>item.name);", "items.map(a=>a.name);"),
        ("const[one,other]=both;", "const[a,b]=both;"),
        ("try{go();}catch(error){say(error);}", "try{go();}catch(a){say(a);}"),
        ("const text=`${text} text ${`${text}`}`;", "const a=`${a} text ${`${a}`}`;"),
        ("const ab=1,text=ab;", "const ab=1,text=ab;"),
        ("const name='name';", "const a='name';"),
        ("const name=/name'[/]\"/g;", "const a=/name'[/]\"/g;"),
        ("const half=(sum)/2/half;", "const a=(sum)/2/a;"),
        ("const a=1;const value=a;", "const a=1;const b=a;"),
    ],
)
def test_a_name_of_the_script_gets_a_short_one(script, short):
    assert shorten(script) == short


@pytest.mark.parametrize(
    "script",
    [
        "const name=1;other.name=2;",
        "const name=1;other?.name;",
        "const name=1;use({name:2});",
        "const name=1;use({name});",
        "const name=1;use({...others,name});",
        "const{name,other='x'}=thing;",
        "use(class{name(){}});const name=1;",
        "export function name(){}",
        "export async function name(){}",
        "export const name=1;",
        "document.title=undefined;",
    ],
)
def test_a_name_that_others_may_know_stays(script):
    assert shorten(script) == script


def test_what_cannot_be_read_is_refused():
    with pytest.raises(ValueError, match="cannot be read"):
        shorten("const open=`text")


def test_the_verifier_with_short_names_finds_what_it_has_to(tmp_path):
    (tmp_path / "verify.mjs").write_bytes(join_module(themes_folder() / "verifier", "verify"))
    script = f"""
    import {{readdirSync}} from 'node:fs';
    import {{readVectorJson, runScenario}} from '{REPOSITORY}/tests/node/vectors.mjs';
    import {{verify}} from '{tmp_path}/verify.mjs';
    const cases = readdirSync('{REPOSITORY}/tests/vectors/cases', {{recursive: true}});
    let count = 0;
    for (const name of cases.filter((name) => name.endsWith('.json'))) {{
      const scenario = readVectorJson(`cases/${{name}}`);
      const found = await runScenario(scenario, verify);
      if (JSON.stringify(found) !== JSON.stringify(await runScenario(scenario))) throw name;
      count += 1;
    }}
    console.log(count > 1000);
    """

    run = subprocess.run(  # noqa: PLW1510  the output tells
        ["node", "--input-type=module", "--eval", script], capture_output=True, text=True
    )

    assert (run.stdout, run.stderr) == ("true\n", "")
