"""Addresses as pictures for a telephone's camera."""

import segno

QR_MASK = 3  # any is readable; to look for the most even of the eight takes longer than all templates


def qr_code(address: str, *, border: int = 0, light: str | None = None) -> str:
    """A "data:" picture of the address. A border and a light ground are for where the page's own may be dark."""
    code = segno.make(address, error="m", micro=False, mask=QR_MASK)
    return code.svg_data_uri(border=border, scale=4, omitsize=True, light=light)
