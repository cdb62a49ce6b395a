"""The one exception of the launcher: a line for the person at the keyboard."""


class LaunchError(Exception):
    """Something the operator can put right. The message is one line: what is wrong, its value, a suggestion."""
