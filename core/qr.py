"""Addresses as pictures for a telephone's camera."""

import segno

QR_MASK = 3  # any is readable; to look for the most even of the eight takes longer than all templates


def qr_code(address: str) -> str:
    """A "data:" picture of the address."""
    code = segno.make(address, error="m", micro=False, mask=QR_MASK)
    return code.svg_data_uri(border=0, scale=4, omitsize=True)
