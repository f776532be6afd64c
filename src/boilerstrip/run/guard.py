"""What one capture may take, and the kinds of trouble it can be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Trouble(StrEnum):
    """Why a capture gave no article."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    FAULT = "fault"
    SLOW = "slow"
    MEMORY = "memory"
    CRASH = "crash"


class Reject(NamedTuple):
    """A capture that gave no article: where it lies, what kind of trouble it was, and the reason in words."""

    source: str
    trouble: Trouble
    reason: str
    url: str | None = None


@dataclass(frozen=True)
class Guard:
    """Limits that are kept from outside the process that cleans, because native code can hang."""

    seconds: float = 30.0
    """Longest time for one capture, by the clock. The slowest of 9,000 pages took 0.4 s; a shared machine may stall for seconds."""
    memory_mb: int = 2048
    """Memory that one worker may take beyond what it has when it starts, in MiB; 0 is no limit. Kept by the system, on Linux."""
    retries: int = 1
    """How often a capture is tried again, in a new process and alone, after a crash or for want of memory."""

    def __post_init__(self) -> None:
        if not self.seconds > 0:
            raise ValueError(f"Guard(seconds={self.seconds}): a capture takes time; math.inf is no limit")
        if self.memory_mb < 0 or self.retries < 0:
            raise ValueError(f"Guard(memory_mb={self.memory_mb}, retries={self.retries}): neither can be less than 0")
