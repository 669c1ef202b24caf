"""What processes of this machine have used, as Linux tells it in /proc."""

import os
import re
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")  # in a second


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


def cpu_seconds(pids: list[int]) -> float:
    """User and system time of those that still live."""
    return sum(_ticks(pid) for pid in pids) / TICKS


def _ticks(pid: int) -> int:
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return int(after_name[11]) + int(after_name[12])


def is_postgres(pid: int) -> bool:
    """Whether the number that a server told is a process of this machine."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"postgres")
    except FileNotFoundError:
        return False


def megabytes(pid: int, measure: str) -> float:
    """`VmRSS` is what it holds now, `VmHWM` the most it ever held since `forget_peak`."""
    status = Path(f"/proc/{pid}/status").read_text()
    (found,) = re.findall(rf"^{measure}:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found) / 1024


def forget_peak(pid: int) -> None:
    Path(f"/proc/{pid}/clear_refs").write_text("5")
