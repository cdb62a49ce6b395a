"""`python -m tools.launcher run` or `stop`; what `make run` and `make stop` call."""

import sys

from tools.launcher.errors import LaunchError
from tools.launcher.options import Options
from tools.launcher.stopping import stop_running
from tools.launcher.supervisor import Supervisor


def main() -> int:
    verb = sys.argv[1] if len(sys.argv) > 1 else "run"
    try:
        options = Options.from_environment()
        if verb == "run":
            Supervisor(options).run()
        elif verb == "stop":
            stop_running(options)
        else:
            raise LaunchError(f"“{verb}” is not a command; write `run` or `stop`.")
    except LaunchError as error:
        print(f"MgDB: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
