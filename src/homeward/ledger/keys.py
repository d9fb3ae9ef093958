"""Keys: who signs, by what name, and the files in which a side keeps its own.

A holder, the log or a witness, has two private keys in one file: Ed25519, and ML-DSA-44, which a quantum computer
does not break. The public halves travel as *verifier keys*, one line each: ``name+key id+type and key in base 64``.
What is signed with them is in ``checkpoints``; who is trusted, in ``policy``.

Source: C2SP signed-note (verifier keys), tlog-cosignature (types 0x04 and 0x06).
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from homeward.errors import Fault, InputRefused
from homeward.ledger.canonical import b64, from_b64


class KeyKind(StrEnum):
    """What a holder of keys does."""

    LOG = "log"
    WITNESS = "witness"


class KeyType(IntEnum):
    """The byte that tells what a key signs; a key signs one kind of message and no other."""

    #: Ed25519 over the text of a note: the log's first line.
    NOTE = 0x01
    #: Ed25519 over the text and a time: a witness's first line.
    COSIGNATURE = 0x04
    #: ML-DSA-44 over the signer's name, a time, origin, size and root: the second line of log and witness.
    SUBTREE = 0x06


_PUBLIC_BYTES = {KeyType.NOTE: 32, KeyType.COSIGNATURE: 32, KeyType.SUBTREE: 1312}
_VKEY = re.compile(r"([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})")
_HEADING = re.compile(r"# homeward (log|witness) key (\S+)")
_PEM = re.compile(r"-----BEGIN [A-Z ]+-----\n[A-Za-z0-9+/=\n]+-----END [A-Z ]+-----\n")


def check_name(name: str) -> str:
    """``name`` itself if it can name a key.

    Raises:
        ValueError: it is empty, longer than 255 bytes, or has a space, a plus or a control character in it.
    """
    try:
        length = len(name.encode())
    except UnicodeEncodeError as error:
        raise ValueError("A key's name is whole characters.") from error
    if not 1 <= length <= 255 or any(sign == "+" or sign.isspace() or ord(sign) < 0x20 for sign in name):
        raise ValueError("A key's name has 1 to 255 bytes and neither space nor plus nor control character.")
    return name


@dataclass(frozen=True, slots=True)
class Verifier:
    """The public half of a key: checks signatures and makes none.

    Args:
        name: whose it is; of a log, its origin.
        type: what it signs.
        public: the raw public key, 32 bytes for Ed25519, 1,312 for ML-DSA-44.
    """

    name: str
    type: KeyType
    public: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        if len(self.public) != _PUBLIC_BYTES[self.type]:
            raise ValueError(f"A public key of type {self.type:#04x} has {_PUBLIC_BYTES[self.type]} bytes.")

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256 over name, newline, type and public key."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        """The verifier key as one line of text."""
        return f"{self.name}+{self.key_id.hex()}+{b64(bytes([self.type]) + self.public)}"

    @classmethod
    def parse(cls, vkey: str) -> Verifier:
        """The verifier of a line as ``vkey`` gives it.

        Raises:
            ValueError: it is no verifier key, its type is unknown here, or its key id does not fit.
        """
        parts = _VKEY.fullmatch(vkey)
        if not parts:
            raise ValueError("A verifier key is name+8 hexadecimal digits+base 64.")
        try:
            data = from_b64(parts[3])
        except ValueError as error:
            raise ValueError(f"The key in a verifier key is {error}.") from error
        if data[0] not in list(KeyType):
            raise ValueError(f"A key of type {data[0]:#04x} is unknown; known are 0x01, 0x04 and 0x06.")
        verifier = cls(parts[1], KeyType(data[0]), data[1:])
        if verifier.key_id.hex() != parts[2]:
            raise ValueError("The key id of a verifier key does not fit its name and key.")
        return verifier

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Whether ``signature``, without a time before it, is this key's over ``message``."""
        try:
            if self.type is KeyType.SUBTREE:
                MLDSA44PublicKey.from_public_bytes(self.public).verify(signature, message)
            else:
                Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class KeyPair:
    """The two private keys of one holder.

    Args:
        name: the holder's; of a log, its origin.
        kind: log or witness, which decides what the Ed25519 key signs.
    """

    name: str
    kind: KeyKind
    ed25519: Ed25519PrivateKey
    ml_dsa: MLDSA44PrivateKey

    def __post_init__(self) -> None:
        check_name(self.name)

    @property
    def verifiers(self) -> tuple[Verifier, Verifier]:
        """The public halves, Ed25519 first."""
        first = KeyType.NOTE if self.kind is KeyKind.LOG else KeyType.COSIGNATURE
        return (
            Verifier(self.name, first, self.ed25519.public_key().public_bytes_raw()),
            Verifier(self.name, KeyType.SUBTREE, self.ml_dsa.public_key().public_bytes_raw()),
        )


def new_keys(name: str, kind: KeyKind) -> KeyPair:
    """Fresh keys of this machine's own randomness.

    Raises:
        ValueError: the name cannot name a key.
    """
    return KeyPair(check_name(name), kind, Ed25519PrivateKey.generate(), MLDSA44PrivateKey.generate())


def write_keys(keys: KeyPair, path: Path, passphrase: bytes | None) -> None:
    """Write both private keys to a new file that its owner alone can read (mode 0600).

    Args:
        passphrase: encrypts both (PKCS #8, PBES2); None leaves them readable to whoever has the file.

    Raises:
        InputRefused: the file is there already; keys are never overwritten.
    """
    encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        encryption = serialization.BestAvailableEncryption(passphrase)
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    heading = f"# homeward {keys.kind.value} key {keys.name}\n".encode()
    blocks = [key.private_bytes(pem, pkcs8, encryption) for key in (keys.ed25519, keys.ml_dsa)]
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise _refused(path, "is there already.", "Keys are never overwritten: name a new file.") from error
    with os.fdopen(opened, "wb") as file:
        file.write(heading + b"".join(blocks))
        file.flush()
        os.fsync(file.fileno())


def read_keys(path: Path, passphrase: bytes | None) -> KeyPair:
    """The keys that ``write_keys`` wrote.

    Raises:
        InputRefused: no such file, not a key file, readable by others, or a passphrase that does not fit.
    """
    try:
        readable_by = stat.S_IMODE(path.stat().st_mode)
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(path, "cannot be read as a key file.", "Check its name and place.") from error
    if os.name == "posix" and readable_by & 0o077:
        raise _refused(
            path, "can be read by others.", f"Take that right away (chmod 600 {path.name}), and ask who did."
        )
    heading, _, rest = text.partition("\n")
    named, blocks = _HEADING.fullmatch(heading), _PEM.findall(rest)
    if not named or len(blocks) != 2 or "".join(blocks) != rest:
        raise _refused(path, "is not a key file.", "Give the file that the command “homeward ledger key” wrote.")
    ed25519, ml_dsa = (_private_key(path, block.encode(), passphrase) for block in blocks)
    if not isinstance(ed25519, Ed25519PrivateKey) or not isinstance(ml_dsa, MLDSA44PrivateKey):
        raise _refused(path, "holds keys of other kinds.", "It should hold Ed25519, then ML-DSA-44.")
    try:
        return KeyPair(named[2], KeyKind(named[1]), ed25519, ml_dsa)
    except ValueError as error:
        raise _refused(path, "has a name in its first line that names no key.", str(error)) from error


def is_locked(path: Path) -> bool:
    """Whether a key file asks for a passphrase; False too for a file that is none, which ``read_keys`` refuses."""
    try:
        return b"-----BEGIN ENCRYPTED" in path.read_bytes()
    except OSError:
        return False


def write_verifiers(keys: KeyPair, path: Path) -> None:
    """Write the verifier keys, one a line, to a new file that may be shown to everyone."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{verifier.vkey}\n" for verifier in keys.verifiers)
    except FileExistsError as error:
        raise _refused(path, "is there already.", "Name a new file.") from error


def read_verifiers(path: Path) -> tuple[Verifier, ...]:
    """The verifier keys of a file, one a line.

    Raises:
        InputRefused: the file cannot be read, is empty, or a line is no verifier key.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(path, "cannot be read.", "Check its name and place.") from error
    verifiers, faults = [], []
    for row, line in enumerate(lines, 1):
        try:
            verifiers.append(Verifier.parse(line))
        except ValueError as error:
            faults.append(Fault(path.name, "", row, "", "is no verifier key.", str(error)))
    if faults:
        raise InputRefused(faults)
    if not verifiers:
        raise _refused(path, "is empty.", "Give the .vkey file that was written beside the key file.")
    return tuple(verifiers)


def _private_key(path: Path, block: bytes, passphrase: bytes | None) -> object:
    encrypted = block.startswith(b"-----BEGIN ENCRYPTED")
    if encrypted and not passphrase:
        raise _refused(path, "is locked with a passphrase.", "Give the passphrase.")
    try:
        return serialization.load_pem_private_key(block, passphrase if encrypted else None)
    except Exception as error:  # the library names no common ancestor for what it raises on a damaged key
        if encrypted:
            raise _refused(path, "does not open.", "The passphrase is another, or the file is damaged.") from error
        raise _refused(path, "is damaged.", "Take your copy of the key file.") from error


def _refused(path: Path, found: str, advice: str) -> InputRefused:
    return InputRefused([Fault(path.name, "", 0, "", found, advice)])
