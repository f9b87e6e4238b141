"""Programs that write rules; that each is found by what it leaves, test_lint_lasting.py shows."""

from codedark.gap.foreign_programs import PROGRAMS, known_by


def test_every_program_has_traces_of_its_own_and_says_what_it_does() -> None:
    assert len({program.name for program in PROGRAMS}) == len(PROGRAMS)
    traces = [begins for program in PROGRAMS for begins in program.chains]
    assert len(set(traces)) == len(traces) and all(program.does for program in PROGRAMS)


def test_how_a_program_is_known_is_told_for_chains_tables_and_processes() -> None:
    said = {program.name: known_by(program) for program in PROGRAMS}
    assert said["docker"] == "chains `DOCKER...`, table `docker-`, process `dockerd`"
    assert said["OpenWrt fw4"] == "table `fw4`"
