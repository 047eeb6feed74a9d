"""Files of which commands bring in what is in them."""


class FileRefused(Exception):
    """A file is not taken in; every problem is a sentence, with its line where it has one."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))
