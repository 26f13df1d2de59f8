"""Sealing (AES-256-GCM), blind indexes (keyed HMAC-SHA-256, 64 bits) and masks for personal data."""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Any

import msgspec
import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from danshu.kernel.errors import DanshuError

# First byte of sealed bytes: which codec wrote them, so that a later codec can stand beside it.
_CODEC_PLAIN = b"\x01"
_CODEC_ZSTD = b"\x02"
_NONCE_BYTES = 12
# Shorter texts grow under zstd's frame header.
_COMPRESS_FROM_BYTES = 200


class Vault:
    """Seals and opens with keys derived from one 32-byte master key (HKDF-SHA-256, RFC 5869)."""

    def __init__(self, master_key: bytes) -> None:
        if len(master_key) != 32:
            raise DanshuError(
                "vault.bad_key", "The master key is not 32 bytes long.", "Restore the key file of this installation."
            )
        self._cipher = AESGCM(_derive(master_key, b"danshu seal v1"))
        self._index_key = _derive(master_key, b"danshu blind index v1")
        self._compressor = zstandard.ZstdCompressor(level=3)
        self._decompressor = zstandard.ZstdDecompressor()
        # 6 random bytes for this process and a counter: a nonce is not drawn twice within 2^48 seals of a process.
        self._nonce_prefix = os.urandom(6)
        self._nonce_counter = 0

    def seal(self, plain: bytes) -> bytes:
        """codec byte + nonce + ciphertext with tag; long texts are compressed first."""
        codec = _CODEC_PLAIN
        if len(plain) >= _COMPRESS_FROM_BYTES:
            plain, codec = self._compressor.compress(plain), _CODEC_ZSTD
        self._nonce_counter += 1
        nonce = self._nonce_prefix + self._nonce_counter.to_bytes(6, "big")
        return codec + nonce + self._cipher.encrypt(nonce, plain, codec)

    def open(self, sealed: bytes) -> bytes:
        """The plain bytes. Raises `vault.cannot_open` when the key or the bytes are not the right ones."""
        codec, nonce, body = sealed[:1], sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            plain = self._cipher.decrypt(nonce, body, codec)
        except InvalidTag:
            raise DanshuError(
                "vault.cannot_open",
                "Sealed data does not open with this installation's key.",
                "Put back the master key that belongs to this database.",
                status=500,
            ) from None
        return self._decompressor.decompress(plain) if codec == _CODEC_ZSTD else plain

    def seal_json(self, value: Any) -> bytes:
        return self.seal(msgspec.json.encode(value))

    def open_json(self, sealed: bytes) -> Any:
        return msgspec.json.decode(self.open(sealed))

    def blind(self, kind: str, text: str) -> int:
        """A signed 64-bit keyed hash of the text, the same for the same kind and text, to find it by without storing it."""
        digest = hmac.digest(self._index_key, f"{kind}:{text}".encode(), hashlib.sha256)
        return int.from_bytes(digest[:8], "big", signed=True)


def _derive(master_key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(master_key)


def mask_name(name: str | None) -> str | None:
    """王小明 -> 王**; Latin names keep their first letter. A name that came masked stays as it came."""
    if not name:
        return None
    return name if "*" in name else name[0] + "*" * min(max(len(name) - 1, 1), 3)


def mask_phone(phone: str | None) -> str | None:
    """13812345678 -> 138****5678; shorter numbers keep their last two digits."""
    if not phone:
        return None
    if "*" in phone:
        return phone
    digits = phone.split("-")[0]
    if len(digits) >= 11:
        return f"{digits[:3]}****{digits[-4:]}"
    return "****" + digits[-2:]


def mask_text(text: str | None) -> str | None:
    """Keeps the first characters, so that a person recognizes the place but not the door."""
    if not text:
        return None
    return text if "*" in text else text[:3] + "***"
