"""Other programs that write rules on a Linux box: what they leave in a ruleset, and what they are known to do to it.

Source: their own documentation and issue trackers.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Another program that writes rules, and what it is known to do."""

    name: str
    chains: tuple[str, ...]
    """How the names of its chains, or its tables (`table:NAME`), begin."""
    does: str
    running: tuple[str, ...] = ()
    """Names of its processes."""


PROGRAMS = (
    Program(
        name="docker",
        chains=("DOCKER", "table:docker-"),
        running=("dockerd",),
        does="puts its chains in front of FORWARD again at every start; published ports are accepted before "
        "rules of yours, "
        "only DOCKER-USER comes first",
    ),
    Program(
        name="kube-proxy",
        chains=("KUBE-", "table:kube-proxy"),
        running=("kube-proxy", "kubelet"),
        does="writes its chains anew with every change of a service",
    ),
    Program(
        name="Calico",
        chains=("cali-", "cali:"),
        running=("calico-node", "calico-felix"),
        does="puts its jump first in FORWARD again at intervals, and accepts established connections first",
    ),
    Program(
        name="fail2ban",
        chains=("f2b-", "table:f2b-"),
        running=("fail2ban-server",),
        does="fills its bans again from its own database at start; between a flush and that there are none",
    ),
    Program(
        name="libvirt",
        chains=("LIBVIRT_", "table:libvirt_network"),
        running=("libvirtd", "virtnetworkd"),
        does="writes its forward rules anew when a virtual network starts",
    ),
    Program(
        name="ufw",
        chains=("ufw-", "ufw6-"),
        does="a reload flushes its chains, and builds them again with established connections accepted first",
    ),
    Program(
        name="firewalld",
        chains=("filter_FORWARD", "filter_FWD", "FORWARD_direct", "table:firewalld"),
        running=("firewalld",),
        does="a reload deletes its tables and builds them again; it accepts established connections before any ban",
    ),
    Program(
        name="CrowdSec bouncer",
        chains=("crowdsec-", "CROWDSEC", "table:crowdsec"),
        running=("crowdsec-firewa", "crowdsec-firewall-bouncer"),
        does="deletes its tables when it stops; decisions come every 10 s",
    ),
    Program(
        name="OpenWrt fw4",
        chains=("table:fw4",),
        does="a reload deletes the whole table fw4 and loads it anew; elements added by hand are gone",
    ),
)


def known_by(program: Program) -> str:
    """How a program is recognised, for the reference page."""
    tables = [f"table `{begins[6:]}`" for begins in program.chains if begins.startswith("table:")]
    chains = [f"chains `{begins}...`" for begins in program.chains if not begins.startswith("table:")]
    return ", ".join([*chains, *tables, *(f"process `{name}`" for name in program.running)])
