"""The content of a project, typed: settings, programmes, pages, keys, and where records lie."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from generator.config import Config, load_config
from generator.errors import ContentError, InsigniaError, Problems
from generator.partners import Partner, load_partners
from generator.programs import Program, load_programs
from generator.prose import Prose, load_prose
from generator.roles import Role, load_roles
from generator.skills import Skill, every_skill, load_skills
from generator.vc import did, strict_json
from generator.vc.strict_json import JSON

DID_FILE = "content/did.json"
CREDENTIALS = "content/credentials"
STATUS = "content/status"
_FOLDERS = ("content", "theme", CREDENTIALS, STATUS)
ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz234567"  # RFC 4648 base32, lower case
ID_LENGTH = 26  # 128 bits
SHORT_ID_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Site:
    """A project's content; records are read one by one, since there may be many."""

    root: Path
    config: Config
    programs: Mapping[str, Program]
    """By slug, in catalogue order."""
    skills: Mapping[str, Skill]
    """By id: those of the list, in its order, then the programmes' own."""
    roles: Mapping[str, Role]
    """By slug, in the order of their titles."""
    prose: tuple[Prose, ...]
    did_document: bytes | None
    """As published; None before the first `insignia keygen`."""
    partners: Mapping[str, Partner] = field(default_factory=dict)
    """By slug, in the order of their names."""

    def record_path(self, record_id: str) -> Path:
        """Return where the record with the 26-character id lies."""
        return self.root / CREDENTIALS / record_id[:2] / f"{record_id}.json"

    def record_address(self, record_id: str) -> str:
        """Return the address of a credential's page, which is the credential's id."""
        return f"{self.config.url}c/{record_id[:2]}/{record_id}.html"

    def program_address(self, program: Program) -> str:
        """Return the address of a programme's page, which is the achievement's id."""
        return self.config.url + program.url_path

    def program_of(self, address: str) -> Program | None:
        """Return the programme whose page is at `address`, if there is one today."""
        slug = address.removeprefix(self.config.url).rstrip("/").rpartition("/")[2]
        program = self.programs.get(slug)
        return program if program and self.program_address(program) == address else None

    def published(self, address: str) -> bytes | None:
        """Return what the site publishes at `address` that a verifier asks for, from the content.

        This is the `fetch` of the verifier for a site's own records: did.json and status lists.
        """
        if address == did.web_address(self.config.did):
            return self.did_document
        name = address.removeprefix(f"{self.config.url}status/")
        path = self.root / STATUS / name
        if address.startswith(self.config.url) and "/" not in name and path.is_file():
            return path.read_bytes()
        return None

    def did(self) -> Mapping[str, JSON]:
        """Return the DID document, which `load_site` has read once without a problem.

        Raises:
            InsigniaError: before the first `insignia keygen`.
        """
        if self.did_document is None:
            msg = f"there is no {DID_FILE} yet: run 'insignia keygen' first"
            raise InsigniaError(msg)
        return did.read_did_document(self.did_document, self.config.did)

    def require_listed(self, method: str) -> None:
        """Make sure that did.json lists the key `method`, before anything is signed with it.

        Raises:
            InsigniaError: when it does not.
        """
        methods = [entry["id"] for entry in self.did()["verificationMethod"]]
        if method not in methods:
            msg = f"{DID_FILE} does not list the key {method}, so nobody could verify what it signs"
            raise InsigniaError(msg)

    def public_keys(self) -> list[str]:
        """Return the Multikey texts of the keys listed in did.json, the current one first."""
        return [entry["publicKeyMultibase"] for entry in self.did()["verificationMethod"]]


def load_site(root: Path) -> Site:
    """Load everything but the records.

    Raises:
        ContentError: with every problem found in every file.
    """
    problems = Problems()
    for folder in _FOLDERS:
        if (root / folder).is_symlink():
            message = "is a symbolic link: put the folder itself here"
            problems.add(folder, 0, 0, message, "file-link")
    problems.raise_if_any()  # what lies behind a link is not the project's, and is not read
    config = load_config(root, problems)
    listed = load_skills(root, problems)
    programs = load_programs(root, problems, listed)
    roles = load_roles(root, problems, listed)
    prose = load_prose(root, problems)
    partners = load_partners(root, problems, config.did if config is not None else None)
    document = _load_did_document(root, config, problems)
    if config is None:
        raise ContentError(problems.all)
    problems.raise_if_any()
    return Site(
        root=root,
        config=config,
        programs=MappingProxyType({program.slug: program for program in programs}),
        skills=every_skill(listed, (program.skills for program in programs)),
        roles=MappingProxyType({role.slug: role for role in roles}),
        prose=prose,
        did_document=document,
        partners=MappingProxyType({partner.slug: partner for partner in partners}),
    )


def record_paths(root: Path) -> Iterator[Path]:
    """Yield the path of every record, in order of their ids."""
    folder = root / CREDENTIALS
    for shard in sorted(folder.iterdir()) if folder.is_dir() else []:
        if shard.is_dir():
            yield from sorted(shard.glob("*.json"))


def status_list_paths(root: Path) -> list[Path]:
    """Return the paths of the published status lists, in order."""
    folder = root / STATUS
    return sorted(folder.glob("*.json")) if folder.is_dir() else []


def is_record_id(text: str) -> bool:
    """Tell whether `text` is a record's id: 26 characters of base32."""
    return len(text) == ID_LENGTH and all(character in ID_CHARACTERS for character in text)


def _load_did_document(root: Path, config: Config | None, problems: Problems) -> bytes | None:
    path = root / DID_FILE
    if not path.is_file():
        return None
    raw = path.read_bytes()
    if config is not None:
        try:
            document = did.read_did_document(raw, config.did)
        except did.DidError as error:
            advice = (
                f"it has to be the DID document of {config.did}, which follows from 'url' in "
                "content/site.yml: restore it, or run 'insignia keygen' if nothing was issued yet"
            )
            problems.add(DID_FILE, 1, 1, f"{error}; {advice}", error.code)
            return None
        _check_keys(document, problems)
    return raw


def _check_keys(document: Mapping[str, JSON], problems: Problems) -> None:
    for entry in document["verificationMethod"]:
        text = entry.get("publicKeyMultibase")
        if not isinstance(text, str) or did.decode_multikey(text) is None:
            problems.add(
                DID_FILE, 1, 1, f"{entry['id']} is not an Ed25519 Multikey", "malformed-key"
            )
        if "secretKeyMultibase" in entry:
            message = f"{entry['id']} publishes its secret key: make a new key at once"
            problems.add(DID_FILE, 1, 1, message, "secret-key-published")


def new_did_document(issuer: str, public_keys: list[bytes]) -> dict[str, JSON]:
    """Make the DID document that lists `public_keys` for assertions, the current one first."""
    methods = [(f"{issuer}#{did.encode_multikey(key)}", key) for key in public_keys]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": issuer,
        "verificationMethod": [
            {
                "id": method,
                "type": "Multikey",
                "controller": issuer,
                "publicKeyMultibase": did.encode_multikey(key),
            }
            for method, key in methods
        ],
        "assertionMethod": [method for method, _ in methods],
    }


def parse_or_none(raw: bytes) -> JSON:
    """Parse a record for looking things up; None where it is not strict JSON."""
    try:
        return strict_json.parse(raw)
    except strict_json.FormatError:
        return None
