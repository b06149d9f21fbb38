"""How long a reading process may give no sign: not longer for a hostile file, not shorter on a busy machine."""

from __future__ import annotations

import pytest

from kg.sandbox import patience
from kg.sandbox.patience import Patience


class Machine:
    """A clock, and the processor time that a process has taken."""

    def __init__(self):
        self.now = 100.0
        self.used = 0.0

    def passes(self, seconds, *, used=0.0):
        self.now += seconds
        self.used += used


@pytest.fixture
def machine(monkeypatch):
    made = Machine()
    monkeypatch.setattr(patience.time, "monotonic", lambda: made.now)
    return made


def waiting(machine, wall=60.0, stall=9.0):
    return Patience(wall, stall, lambda: machine.used)


def test_no_sign_and_no_processor_time_is_standing_still(machine):
    """A process that sleeps is ended when its time without a sign is over, not before."""
    wait = waiting(machine)
    machine.passes(8.9)
    assert wait.left() == pytest.approx(0.1)
    machine.passes(0.2)
    with pytest.raises(TimeoutError):
        wait.left()


def test_a_process_that_takes_all_its_time_is_ended(machine):
    """One that works without a sign is ended once it has worked for so long, however slowly it was let."""
    wait = waiting(machine)
    for _ in range(17):
        machine.passes(1.0, used=0.5)
        wait.left()
    machine.passes(1.0, used=0.5)
    with pytest.raises(TimeoutError):
        wait.left()


def test_a_machine_that_makes_it_wait_for_a_moment_is_not_held_against_it(machine):
    """After nine seconds without a sign, a second without processor time is no end; two are."""
    wait = waiting(machine)
    machine.passes(9.1, used=3.0)
    wait.left()
    machine.passes(1.0)
    wait.left()
    machine.passes(0.5, used=0.1)
    wait.left()
    machine.passes(1.5)
    wait.left()
    machine.passes(0.6)
    with pytest.raises(TimeoutError):
        wait.left()


def test_a_sign_begins_anew(machine):
    """Each tick of a reader gives it the whole time again, within the time for all."""
    wait = waiting(machine, wall=20.0)
    machine.passes(8.0)
    wait.heard()
    machine.passes(8.0)
    assert wait.left() > 0
    wait.heard()
    machine.passes(4.1)
    assert wait.is_over()
    with pytest.raises(TimeoutError):
        wait.left()
