"""Short codes on sheets of paper, so that what was written on them can be keyed in at the right place."""

# Without letters that a hand or an eye takes for another (Crockford's base 32).
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK = 29  # a prime below the number of letters, so that one wrong or swapped sign is noticed
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


class BadCode(ValueError):
    """These signs are no code of ours, or one of them was misread."""


def code_of(kind: str, number: int) -> str:
    """A code such as `N-1X7Q`: one letter for the kind of sheet, the number of the row, a check sign."""
    signs = ""
    rest = number
    while rest or not signs:
        rest, place = divmod(rest, len(LETTERS))
        signs = LETTERS[place] + signs
    return f"{kind}-{signs.rjust(3, '0')}{_check_sign(kind, signs.rjust(3, '0'))}"


def read_code(text: str) -> tuple[str, int]:
    """Kind and number of a code as typed by hand; `BadCode` where a sign was misread."""
    kind, _dash, rest = text.strip().upper().partition("-")
    signs = rest.strip().translate(_ALIKE)
    is_ours = len(kind) == 1 and len(signs) >= 4 and all(sign in LETTERS for sign in signs)
    if not is_ours or _check_sign(kind, signs[:-1]) != signs[-1]:
        raise BadCode(text)
    number = 0
    for sign in signs[:-1]:
        number = number * len(LETTERS) + LETTERS.index(sign)
    return kind, number


def _check_sign(kind: str, signs: str) -> str:
    total = ord(kind)
    for place, sign in enumerate(signs, start=1):
        total += (2 * place + 1) * LETTERS.index(sign)
    return LETTERS[total % _CHECK]
