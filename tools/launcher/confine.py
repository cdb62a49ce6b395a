"""Runs a program so that it may run as root's child and never outlives its parent; used as a script.

    python -I -S confine.py [--namespace | --user NAME | --bare] [--parent PID --signal NUMBER] -- PROGRAM ARGUMENT…

PostgreSQL refuses to run as root. With ``--namespace`` the program sees itself as user 65534 in a user namespace of
its own while the kernel still treats its files as root's: no system user is added, no folder is opened to others.
With ``--user`` it really becomes that user. With ``--bare`` root is a user like any other to it: without capabilities
and without a way to get one, it may do with root's files what their owner may, and nothing else. ``--signal`` is what
the kernel sends it when process PID dies (Linux).

A script of its own, not a `preexec_fn`: that would run Python between fork and exec of a process with threads.
"""

import argparse
import ctypes
import os
import pwd
import sys

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
PR_CAPBSET_READ, PR_CAPBSET_DROP = 23, 24
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
NOBODY = 65534


def enter_user_namespace(identity: int = NOBODY) -> None:
    """Become `identity` in a new user namespace in which that number stands for the present user.

    Raises OSError where the kernel or the container forbids it.
    """
    # Asked before: inside the namespace, until the map is written, every id reads as 65534.
    user, group = os.geteuid(), os.getegid()
    library = ctypes.CDLL(None, use_errno=True)
    if library.unshare(CLONE_NEWUSER) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"unshare(CLONE_NEWUSER): {os.strerror(error)}")
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{identity} {user} 1"),
        ("gid_map", f"{identity} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(line)


def become(name: str) -> None:
    """Become the user `name` for good."""
    entry = pwd.getpwnam(name)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)


def give_up_capabilities() -> None:
    """Whatever runs after the next exec has no capability, and gets none by any program's set-uid bit. Linux only.

    Raises OSError where the kernel or the container forbids it.
    """
    library = ctypes.CDLL(None, use_errno=True)

    def control(option: int, value: int) -> None:
        if library.prctl(option, value, 0, 0, 0) != 0:
            error = ctypes.get_errno()
            raise OSError(error, f"prctl({option}, {value}): {os.strerror(error)}")

    with open("/proc/sys/kernel/cap_last_cap", encoding="ascii") as file:
        last = int(file.read())
    for capability in range(last + 1):
        if library.prctl(PR_CAPBSET_READ, capability, 0, 0, 0) == 1:
            control(PR_CAPBSET_DROP, capability)
    control(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    control(PR_SET_NO_NEW_PRIVS, 1)


def die_with(parent: int, signal_number: int) -> None:
    """Ask the kernel for `signal_number` when `parent`, which must be this process's parent, dies. Linux only."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
    if os.getppid() != parent:  # It died before we asked.
        sys.exit(1)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--namespace", action="store_true")
    parser.add_argument("--user")
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--parent", type=int)
    parser.add_argument("--signal", type=int)
    parser.add_argument("program", nargs="+")
    arguments = parser.parse_args()
    if arguments.namespace:
        enter_user_namespace()
    elif arguments.user:
        become(arguments.user)
    elif arguments.bare:
        give_up_capabilities()
    # After the change of identity, which would clear it.
    if arguments.parent:
        die_with(arguments.parent, arguments.signal)
    os.execv(arguments.program[0], arguments.program)


if __name__ == "__main__":
    main()
