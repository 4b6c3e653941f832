"""Give the names inside a joined script short ones: a tenth of what a page waits for.

Without a parser, so only names of which the text alone shows that they are nothing else: declared
in the script, and nowhere the name of a property, a key, a shorthand or an export. One name gets
one short name everywhere, whatever its scope, which changes no meaning.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count, pairwise, product
from string import ascii_letters

_TOKEN = re.compile(
    r"""(?P<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")
    |(?P<number>[0-9][\w.]*)
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<space>\s+)
    |(?P<mark>\?\.|\.\.\.|=>|.)""",
    re.VERBOSE,
)
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
_PARAMETER = re.compile(r"(?:^|[,\[{])\s*(?:\.\.\.)?([A-Za-z_$][\w$]*)")
_DECLARING = re.compile(
    r"\(([^()]*)\)\s*=>|\bfunction\s*[\w$]*\(([^()]*)\)|([A-Za-z_$][\w$]*)\s*=>|"
    r"\b(?:const|let)\s*\[([^\]=]*)\]|\bcatch\s*\(([^()]*)\)"
)
_DECLARING_WORDS = ("const", "let", "class", "function")
_RESERVED = frozenset(
    re.findall(
        r"\w+",
        "arguments as async await break case catch class const continue debugger default delete do "
        "else enum eval export extends false finally for from function get if implements import in "
        "instanceof interface let new null of package private protected public return set static "
        "super switch this throw true try typeof undefined var void while with yield",
    )
)

Token = tuple[str, str]  # its kind and its text


def shorten(script: str) -> str:
    """Return a script, free of comments, with short names in it."""
    tokens = list(_tokens(script))
    names = Counter(text for kind, text in tokens if kind == "name")
    fixed = _RESERVED | _fixed(tokens)
    declared = _declared(script, tokens)
    short = (name for name in _short_names() if name not in names and name not in fixed)
    shorter = {
        name: next(short)
        for name, _ in names.most_common()
        if name in declared - fixed and name[2:]
    }
    return "".join(shorter.get(text, text) if kind == "name" else text for kind, text in tokens)


def _tokens(script: str) -> Iterator[Token]:
    at, opened, before = 0, [""], ("mark", "")
    while at < len(script):
        if opened[-1] == "`":
            found, kind = _TEMPLATE.match(script, at), "template"
            if found and found[0].endswith("${"):
                opened.append("${")
            else:
                opened.pop()
        elif script[at] == "/" and _may_begin_regex(before):
            found, kind = _REGEX.match(script, at), "text"
        else:
            found = _TOKEN.match(script, at)
            kind = (found and found.lastgroup) or ""
            if script[at] in "`{":
                opened.append(script[at])
            elif script[at] == "}":
                opened.pop()
        if found is None:
            msg = f"the script cannot be read at {script[at : at + 40]!r}"
            raise ValueError(msg)
        if kind != "space":
            before = (kind, found[0])
        yield kind, found[0]
        at = found.end()


def _may_begin_regex(before: Token) -> bool:
    kind, text = before
    return text not in (")", "]", "}") if kind == "mark" else text in ("return", "typeof", "case")


def _fixed(tokens: Sequence[Token]) -> set[str]:
    """Find the names that somebody else may know: properties, keys, shorthands, exports."""
    dense = [("mark", ""), *(token for token in tokens if token[0] != "space"), ("mark", "")]
    found, opened = set(), [""]
    for place, (kind, text) in enumerate(dense):
        if text in ("(", "[", "{") if kind == "mark" else kind == "template" and text[-1] == "{":
            opened.append(text)
        elif kind == "mark" and text in (")", "]", "}"):
            opened.pop()
        if kind != "name":
            continue
        before, behind = dense[place - 1][1], dense[place + 1][1]
        is_member = before in (".", "?.") or behind == ":"
        is_shorthand = opened[-1] == "{" and before in "{," and behind in (",", "}", "=")
        is_method = opened[-1] == "{" and before in "{};" and behind == "("
        words = [dense[at][1] for at in range(max(place - 3, 0), place)]
        if is_member or is_shorthand or is_method or "export" in words:
            found.add(text)
    return found


def _declared(script: str, tokens: Sequence[Token]) -> set[str]:
    names = [text for kind, text in tokens if kind != "space"]
    found = {name for word, name in pairwise(names) if word in _DECLARING_WORDS}
    for match in _DECLARING.finditer(script):
        for listed in filter(None, match.groups()):
            found.update(_PARAMETER.findall(listed))
    return found


def _short_names() -> Iterator[str]:
    for length in count(1):
        yield from map("".join, product(ascii_letters, repeat=length))
