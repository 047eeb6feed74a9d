"""The registers that come with the portal: categories, units, and CPV codes of transport."""

from pathlib import Path

FILE = Path(__file__).parent / "registers.toml"
