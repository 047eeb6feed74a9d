"""How the loading tells what it does."""

from collections.abc import Callable

Say = Callable[[str], object]
