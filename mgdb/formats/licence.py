"""The licence of the data, as every file, page and answer gives it."""

NAME = "CC BY 4.0"
ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
STATEMENT = f"{NAME} (data); cite the primary sources"
