"""The key file: made for its owner alone, opened by the passphrase alone, whole or not at all."""

import json
import os
import stat

import pytest

from generator import keys
from generator.errors import KeyFileError
from generator.vc import ed25519
from tests.conftest import DID, PASSPHRASE, SEED


@pytest.fixture
def saved(tmp_path):
    return keys.save_key_file(tmp_path / "keys", DID, SEED, PASSPHRASE, keys.LIGHT)


def rewrite(path, **changes):
    marker, _, body = path.read_text().partition("\n")
    path.write_text(f"{marker}\n{json.dumps({**json.loads(body), **changes})}\n")


def test_a_saved_key_opens_and_signs_like_its_seed(saved):
    key = keys.open_key_file(saved, DID, PASSPHRASE)

    assert key.did == DID
    assert key.public_key == ed25519.public_key_of(SEED)
    assert key.sign(b"message") == ed25519.sign(SEED, b"message")


def test_the_key_is_named_by_the_did_and_the_public_key(saved):
    key = keys.open_key_file(saved, DID, PASSPHRASE)

    assert key.method == f"{DID}#{saved.stem}"
    assert saved.stem.startswith("z6Mk")


def test_the_file_is_for_its_owner_alone_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        path = keys.save_key_file(tmp_path / "keys", DID, SEED, PASSPHRASE, keys.LIGHT)
    finally:
        os.umask(before)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_key_file_is_never_overwritten(saved):
    before = saved.read_bytes()

    with pytest.raises(KeyFileError, match="cannot write the key file"):
        keys.save_key_file(saved.parent, DID, SEED, PASSPHRASE, keys.LIGHT)

    assert saved.read_bytes() == before


def test_the_first_line_is_what_secret_scanners_look_for(saved):
    assert saved.read_text().splitlines()[0] == "INSIGNIA-ENCRYPTED-SIGNING-KEY"


def test_the_seed_is_not_in_the_file_in_clear(saved):
    text = saved.read_text()

    assert SEED.hex() not in text
    assert json.loads(text.partition("\n")[2])["kdf"] == "argon2id13"


def test_the_key_does_not_show_how_it_signs(saved):
    key = keys.open_key_file(saved, DID, PASSPHRASE)

    assert "sign" not in repr(key)


def test_two_new_keys_differ(tmp_path):
    one, two = (keys.create_key_file(tmp_path, DID, PASSPHRASE, keys.LIGHT) for _ in range(2))

    assert one != two


def test_by_default_a_guess_costs_a_quarter_of_a_gibibyte():
    operations, memory = keys.MODERATE.operations, keys.MODERATE.memory

    assert (operations, memory) == (3, 256 * 1024 * 1024)


@pytest.mark.parametrize("passphrase", ["", "short", "elevenchars", "aaaaaaaaaaaaaaaa"])
def test_a_weak_passphrase_makes_no_file(tmp_path, passphrase):
    with pytest.raises(KeyFileError, match="too weak"):
        keys.save_key_file(tmp_path / "keys", DID, SEED, passphrase, keys.LIGHT)

    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize("passphrase", ["", "Amber ladder quiet violin", PASSPHRASE + " "])
def test_a_wrong_passphrase_is_an_error(saved, passphrase):
    with pytest.raises(KeyFileError, match="wrong passphrase"):
        keys.open_key_file(saved, DID, passphrase)


def test_a_passphrase_typed_in_decomposed_form_is_the_same(tmp_path):
    composed, decomposed = "caf\u00e9 au lait, s'il", "cafe\u0301 au lait, s'il"
    path = keys.save_key_file(tmp_path, DID, SEED, composed, keys.LIGHT)

    assert keys.open_key_file(path, DID, decomposed).public_key == ed25519.public_key_of(SEED)


@pytest.mark.parametrize("mask", [0x01, 0x20, 0x80, 0xFF])
def test_every_changed_byte_is_an_error(saved, mask):
    whole = saved.read_bytes()

    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= mask
        saved.write_bytes(changed)
        with pytest.raises(KeyFileError):
            keys.open_key_file(saved, DID, PASSPHRASE)


def test_every_cut_file_is_an_error(saved):
    whole = saved.read_bytes().rstrip()

    for length in range(len(whole)):
        saved.write_bytes(whole[:length])
        with pytest.raises(KeyFileError):
            keys.open_key_file(saved, DID, PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"kdf": "argon2i13"},
        {"operations": 0},
        {"operations": 5},
        {"operations": 1.0},
        {"operations": True},
        {"memory": 8191},
        {"memory": 2**40},
        {"memory": -1},
        {"memory": "8192"},
        {"salt": ""},
        {"salt": "AAAA"},
        {"nonce": "AAAA"},
        {"nonce": None},
        {"issuer": 1},
        {"publicKeyMultibase": None},
        {"sealedSeed": "*"},
        {"sealedSeed": None},
        {"sealedSeed": 5},
    ],
)
def test_parameters_out_of_bounds_are_refused_before_they_are_used(saved, change):
    rewrite(saved, **change)

    with pytest.raises(KeyFileError, match="not a key file of this version, or is damaged"):
        keys.open_key_file(saved, DID, PASSPHRASE)


@pytest.mark.parametrize(
    "text", [b"", b"{}", b"INSIGNIA-ENCRYPTED-SIGNING-KEY\n", b"INSIGNIA-ENCRYPTED-SIGNING-KEY\n[]"]
)
def test_what_is_no_key_file_is_called_so(saved, text):
    saved.write_bytes(text)

    with pytest.raises(KeyFileError, match="not a key file"):
        keys.open_key_file(saved, DID, PASSPHRASE)


def test_an_added_member_is_an_error(saved):
    rewrite(saved, comment="mine")

    with pytest.raises(KeyFileError):
        keys.open_key_file(saved, DID, PASSPHRASE)


def test_a_key_of_another_issuer_is_refused(saved):
    with pytest.raises(KeyFileError, match=r"is a key of did:web:ada\.github\.io:badges, not of"):
        keys.open_key_file(saved, "did:web:evil.example", PASSPHRASE)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
def test_a_file_open_to_others_is_refused(saved, mode):
    saved.chmod(mode)

    with pytest.raises(KeyFileError, match="chmod 600"):
        keys.open_key_file(saved, DID, PASSPHRASE)


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(KeyFileError, match="cannot read the key file"):
        keys.open_key_file(tmp_path / "none.key", DID, PASSPHRASE)


def test_the_first_listed_key_that_has_a_file_is_found(saved):
    assert keys.find_key_file(saved.parent, ["z6MkNone", saved.stem]) == saved


def test_without_a_file_for_a_listed_key_the_advice_is_to_fetch_it(tmp_path):
    with pytest.raises(KeyFileError, match="from your backup"):
        keys.find_key_file(tmp_path, ["z6MkNone"])


def test_keys_lie_below_the_users_configuration(tmp_path):
    assert keys.key_folder(tmp_path, DID) == tmp_path / "insignia" / "ada.github.io_badges"
