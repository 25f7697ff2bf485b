"""Checks credentials with a program that is not ours: openbadgeslib.

Reads one JSON object from standard input: the issuer's public key (PEM), status lists by address,
and tokens by name. Writes what became of each token as JSON.
"""

import json
import sys

from openbadgeslib.ob3 import OB3Verifier

given = json.load(sys.stdin)
verifier = OB3Verifier(pubkey_pem=given["key"])


def download(address):
    return given["lists"][address].encode()


def judge(token):
    try:
        credential = verifier.verify(token, check_status=True, download=download)
        return "valid " + credential.achievement.name
    except Exception as error:
        return "refused " + str(error)


json.dump({name: judge(token) for name, token in given["tokens"].items()}, sys.stdout)
