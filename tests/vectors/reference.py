#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Veldboek authors
# SPDX-License-Identifier: EUPL-1.2
"""Computes the vectors of crypto/ a second time, from the primitives' definitions and Python's
standard library alone, so that an answer both sides give is not one mistake made twice.

    python3 tests/vectors/reference.py > tests/vectors/crypto.json

Sources: RFC 7748 (X25519), RFC 8032 (Ed25519), RFC 8439 (ChaCha20, Poly1305), D. J. Bernstein,
"Extending the Salsa20 nonce" (HSalsa20, XSalsa20), draft-irtf-cfrg-xchacha (HChaCha20), RFC 7693
(BLAKE2b, from hashlib); libsodium's documentation for sealed boxes, secretstream and crypto_kdf;
docs/crypto.md for our own formats. Neither fast nor in constant time: for vectors only.
"""
import hashlib
import json
import struct
import sys

MASK = 0xFFFFFFFF


def rotate(value, count):
    return ((value << count) | (value >> (32 - count))) & MASK


# --- ChaCha20 and Salsa20 -------------------------------------------------------------------

def chacha_rounds(state):
    x = list(state)

    def quarter(a, b, c, d):
        x[a] = (x[a] + x[b]) & MASK
        x[d] = rotate(x[d] ^ x[a], 16)
        x[c] = (x[c] + x[d]) & MASK
        x[b] = rotate(x[b] ^ x[c], 12)
        x[a] = (x[a] + x[b]) & MASK
        x[d] = rotate(x[d] ^ x[a], 8)
        x[c] = (x[c] + x[d]) & MASK
        x[b] = rotate(x[b] ^ x[c], 7)

    for _ in range(10):
        for columns in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15)):
            quarter(*columns)
        for diagonals in ((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            quarter(*diagonals)
    return x


SIGMA = struct.unpack("<4I", b"expand 32-byte k")


def chacha_block(key, counter, nonce):
    state = [*SIGMA, *struct.unpack("<8I", key), counter & MASK, *struct.unpack("<3I", nonce)]
    return struct.pack("<16I", *((a + b) & MASK for a, b in zip(chacha_rounds(state), state)))


def hchacha(key, nonce16):
    x = chacha_rounds([*SIGMA, *struct.unpack("<8I", key), *struct.unpack("<4I", nonce16)])
    return struct.pack("<8I", *x[0:4], *x[12:16])


def chacha_xor(key, counter, nonce, text):
    out = bytearray()
    for start in range(0, len(text), 64):
        block = chacha_block(key, counter + start // 64, nonce)
        out += bytes(a ^ b for a, b in zip(text[start:start + 64], block))
    return bytes(out)


def salsa_rounds(state):
    x = list(state)

    def step(target, left, right, count):
        x[target] ^= rotate((x[left] + x[right]) & MASK, count)

    def quarter(a, b, c, d):
        step(b, a, d, 7)
        step(c, b, a, 9)
        step(d, c, b, 13)
        step(a, d, c, 18)

    for _ in range(10):
        for columns in ((0, 4, 8, 12), (5, 9, 13, 1), (10, 14, 2, 6), (15, 3, 7, 11)):
            quarter(*columns)
        for rows in ((0, 1, 2, 3), (5, 6, 7, 4), (10, 11, 8, 9), (15, 12, 13, 14)):
            quarter(*rows)
    return x


def salsa_state(key, tail):
    k, t = struct.unpack("<8I", key), struct.unpack("<4I", tail)
    return [SIGMA[0], *k[0:4], SIGMA[1], *t, SIGMA[2], *k[4:8], SIGMA[3]]


def hsalsa(key, nonce16):
    x = salsa_rounds(salsa_state(key, nonce16))
    return struct.pack("<8I", x[0], x[5], x[10], x[15], x[6], x[7], x[8], x[9])


def salsa_stream(key, nonce8, length):
    out = bytearray()
    for counter in range((length + 63) // 64):
        state = salsa_state(key, nonce8 + struct.pack("<Q", counter))
        out += struct.pack("<16I", *((a + b) & MASK for a, b in zip(salsa_rounds(state), state)))
    return bytes(out[:length])


# --- Poly1305 and the constructions over it -------------------------------------------------

def poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    s = int.from_bytes(key[16:], "little")
    total = 0
    for start in range(0, len(message), 16):
        total = (total + int.from_bytes(message[start:start + 16] + b"\x01", "little")) * r
        total %= (1 << 130) - 5
    return ((total + s) % (1 << 128)).to_bytes(16, "little")


def pad16(text):
    return text + bytes(-len(text) % 16)


def xchacha_seal(key, nonce, associated, text):
    subkey, short = hchacha(key, nonce[:16]), bytes(4) + nonce[16:]
    sealed = chacha_xor(subkey, 1, short, text)
    authenticated = pad16(associated) + pad16(sealed) + struct.pack("<QQ", len(associated), len(sealed))
    return sealed, poly1305(chacha_block(subkey, 0, short)[:32], authenticated)


def box_seal(public, ephemeral_secret, text):
    ephemeral = x25519(ephemeral_secret, (9).to_bytes(32, "little"))
    nonce = hashlib.blake2b(ephemeral + public, digest_size=24).digest()
    key = hsalsa(hsalsa(x25519(ephemeral_secret, public), bytes(16)), nonce[:16])
    stream = salsa_stream(key, nonce[16:], 32 + len(text))
    sealed = bytes(a ^ b for a, b in zip(text, stream[32:]))
    return ephemeral + poly1305(stream[:32], sealed) + sealed


class SecretStream:
    MESSAGE, FINAL = 0, 3

    def __init__(self, key, header):
        self.key, self.counter, self.inonce = hchacha(key, header[:16]), 1, header[16:]

    def push(self, text, associated, tag):
        nonce = struct.pack("<I", self.counter) + self.inonce
        first = chacha_xor(self.key, 1, nonce, bytes([tag]) + bytes(63))
        sealed = chacha_xor(self.key, 2, nonce, text)
        # The padding after the text is len % 16 zeros, a quirk of the construction kept for ever.
        authenticated = (pad16(associated) + first + sealed + bytes(len(text) % 16)
                         + struct.pack("<QQ", len(associated), 64 + len(text)))
        mac = poly1305(chacha_block(self.key, 0, nonce)[:32], authenticated)
        self.inonce = bytes(a ^ b for a, b in zip(self.inonce, mac))
        self.counter += 1
        return first[:1] + sealed + mac


# --- Curves ---------------------------------------------------------------------------------

P = 2**255 - 19


def x25519(scalar, point):
    k = bytearray(scalar)
    k[0] &= 248
    k[31] = k[31] & 127 | 64
    k = int.from_bytes(k, "little")
    x1 = int.from_bytes(point, "little") % 2**255
    x2, z2, x3, z3, swap = 1, 0, x1, 1, 0
    for bit in reversed(range(255)):
        if swap ^ (k >> bit & 1):
            x2, x3, z2, z3 = x3, x2, z3, z2
        swap = k >> bit & 1
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        da, cb, aa, bb = d * a, c * b, a * a, b * b
        x3, z3 = (da + cb) ** 2 % P, x1 * (da - cb) ** 2 % P
        x2, e = aa * bb % P, aa - bb
        z2 = e * (aa + 121665 * e) % P
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


D = -121665 * pow(121666, P - 2, P) % P
ORDER = 2**252 + 27742317777372353535851937790883648493
ROOT = pow(2, (P - 1) // 4, P)


def point_add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_times(count, point):
    total = (0, 1, 1, 0)
    while count:
        if count & 1:
            total = point_add(total, point)
        point = point_add(point, point)
        count >>= 1
    return total


def base_point():
    y = 4 * pow(5, P - 2, P) % P
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if x & 1:
        x = P - x
    return x, y, 1, x * y % P


def point_bytes(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def sha512_number(message):
    return int.from_bytes(hashlib.sha512(message).digest(), "little")


def ed25519_sign(seed, message):
    expanded = hashlib.sha512(seed).digest()
    secret = int.from_bytes(expanded[:32], "little") & (1 << 254) - 8 | 1 << 254
    public = point_bytes(point_times(secret, base_point()))
    nonce = sha512_number(expanded[32:] + message) % ORDER
    commitment = point_bytes(point_times(nonce, base_point()))
    challenge = sha512_number(commitment + public + message) % ORDER
    return public, commitment + ((nonce + challenge * secret) % ORDER).to_bytes(32, "little")


# --- Our own formats (docs/crypto.md) -------------------------------------------------------

def label(kind):
    return b"veldboek/" + kind.encode() + b"/v0"


def associated_data(kind, *fields):
    out = b""
    for field in (label(kind), *fields):
        field = struct.pack(">Q", field) if isinstance(field, int) else field
        out += struct.pack(">I", len(field)) + field
    return out


def padded_length(length, floor=0):
    if length >= 2:
        exponent = length.bit_length() - 1
        dropped = max(0, exponent - exponent.bit_length())
        length = -(-length // 2**dropped) * 2**dropped
    return max(length, floor)


def subkey(master, context, number):
    return hashlib.blake2b(b"", digest_size=32, key=master, salt=struct.pack("<QQ", number, 0),
                           person=context + bytes(8)).digest()


def stream_seal(key, header, associated, text, chunk_size=65536):
    content = struct.pack(">Q", len(text)) + text
    content += bytes(padded_length(len(content)) - len(content))
    stream, sealed = SecretStream(key, header), header
    for start in range(0, len(content), chunk_size):
        last = start + chunk_size >= len(content)
        sealed += stream.push(content[start:start + chunk_size], associated if start == 0 else b"",
                              SecretStream.FINAL if last else SecretStream.MESSAGE)
    return sealed


# --- The vectors ----------------------------------------------------------------------------

def filler(name, length):
    """Bytes that look like nothing in particular and are the same every time."""
    return hashlib.shake_256(b"veldboek vectors " + name.encode()).digest(length)


def check_primitives():
    """This file's own known answers; a vector of a wrong reference is worse than none."""
    h = bytes.fromhex
    assert x25519(h("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"),
                  h("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c")) == \
        h("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552")
    assert ed25519_sign(h("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"),
                        h("af82")) == \
        (h("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"),
         h("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
           "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"))
    # draft-irtf-cfrg-xchacha-03, A.3.1: the text of RFC 8439 section 2.8.2.
    text = (b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the "
            b"future, sunscreen would be it.")
    sealed, tag = xchacha_seal(bytes(range(0x80, 0xA0)), bytes(range(0x40, 0x58)),
                               h("50515253c0c1c2c3c4c5c6c7"), text)
    assert tag == h("c0875924c1c7987947deafd8780acf49") and sealed[:8] == h("bd6d179d3e83d43b")


def vectors():
    house = filler("house", 16)
    key, nonce = filler("key", 32), filler("nonce", 24)
    out = {"house": house}

    message = filler("message", 77)
    kinds = ("changeset", "part", "statement", "epoch", "device", "leaf")
    out["digests"] = [{"kind": kind, "message": message, "digest": hashlib.blake2b(
        label(kind) + house + message, digest_size=32).digest()} for kind in kinds]

    out["signatures"] = []
    for kind in ("stream-head", "receipt", "challenge"):
        seed = filler("seed " + kind, 32)
        public, signature = ed25519_sign(seed, label(kind) + house + message)
        out["signatures"].append({"kind": kind, "seed": seed, "public": public,
                                  "message": message, "signature": signature})

    out["seals"] = []
    for length in (0, 1, 63, 64, 65, 300):
        associated = associated_data("sealed-part", house, length, b"")
        text = filler("text", length)
        sealed, tag = xchacha_seal(key, nonce, associated, text)
        out["seals"].append({"key": key, "house": house, "number": length, "text": text,
                             "sealed": nonce + sealed + tag})

    out["boxes"] = []
    for length in (0, 32, 1024):
        secret = filler("box secret key", 32)
        public = x25519(secret, (9).to_bytes(32, "little"))
        context, text = filler("context", length % 100), filler("boxed", length)
        out["boxes"].append({
            "secret": secret, "public": public, "context": context, "text": text,
            "box": box_seal(public, filler("ephemeral", 32),
                            struct.pack(">I", len(context)) + context + text)})

    out["streams"] = []
    for length in (0, 1, 1000, 65528, 65529, 150000):
        text = filler("attachment", length)
        sealed = stream_seal(key, nonce, associated_data("attachment-stream", house), text)
        out["streams"].append({"key": key, "house": house, "length": length,
                               "text_sha256": hashlib.sha256(text).digest(),
                               "sealed": sealed if length <= 1000 else b"",
                               "sealed_length": len(sealed),
                               "sealed_sha256": hashlib.sha256(sealed).digest()})
    # For the program's own self test: one bare secretstream message.
    out["stream_message"] = {"key": key, "header": nonce, "text": b"field notebook",
                             "sealed": SecretStream(key, nonce).push(b"field notebook", b"",
                                                                     SecretStream.FINAL)}

    out["subkeys"] = [{"master": key, "context": context.decode(), "number": number,
                       "subkey": subkey(key, context, number)}
                      for context, number in ((b"vb-store", 1), (b"vb-store", 2), (b"vb-store", 3),
                                              (b"vb-enrol", 1))]
    out["paddings"] = [{"length": length, "floor": floor, "padded": padded_length(length, floor)}
                       for length in (0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 100, 255, 256, 257, 1000,
                                      4056, 65535, 65536, 65537, 1000000, 2**40 - 1, 2**40 + 1)
                       for floor in (0, 256)]
    return out


def printable(value):
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {name: printable(each) for name, each in value.items()}
    return [printable(each) for each in value] if isinstance(value, list) else value


if __name__ == "__main__":
    check_primitives()
    json.dump(printable(vectors()), sys.stdout, indent=1)
    print()
