"""`python -m mgdb.management.launcher run` or `stop`; what `make run` and `make stop` call."""

import sys

from mgdb.management.launcher.errors import LaunchError
from mgdb.management.launcher.processes import Options, Supervisor, stop_running


def main() -> int:
    verb = sys.argv[1] if len(sys.argv) > 1 else "run"
    try:
        options = Options.from_environment()
        if verb == "run":
            Supervisor(options).run()
        elif verb == "stop":
            stop_running(options)
        else:
            raise LaunchError(f"{verb!r} is no command; write `run` or `stop`.")
    except LaunchError as error:
        print(f"MgDB: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
