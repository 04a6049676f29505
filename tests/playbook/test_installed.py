"""Packs that are installed as distributions: found cheaply, by their data alone."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from diagnose.playbook.installed import Installed, installed_packs
from tests.cli.program import ROOT, call
from tests.cli.test_playbooks import LOG, OWN

EVIL = "open('touched', 'w'); raise SystemExit(9)\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of installed distributions, which is not changed any more."""
    folder = tmp_path / "site"
    folder.mkdir()
    return folder


def install(site: Path, name: str, entry: str, version: str = "1.0") -> Path:
    """A distribution that says this of its playbooks; its own folder."""
    info = site / f"{name}-{version}.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text(
        f"[console_scripts]\nx = y:z\n\n[autogen_doctor.playbooks]\n{entry}\n", encoding="utf-8"
    )
    return info


def package(site: Path, name: str) -> Path:
    """A package with a class in it, whose code must never run."""
    folder = site.joinpath(*name.split("."))
    (folder / "classes").mkdir(parents=True)
    (folder / "classes" / "zlorp.yaml").write_text(OWN, encoding="utf-8")
    for above in (folder, *folder.parents):
        if above == site:
            break
        (above / "__init__.py").write_text(EVIL, encoding="utf-8")
    return folder


def test_an_entry_point_names_a_folder(site: Path) -> None:
    """Wherever on the path it lies, of a package or of one in it; of a distribution named once, told once."""
    other = site.parent / "src"
    folder, elsewhere = package(site, "acme_playbooks"), package(other, "blimps.data")
    install(site, "acme_playbooks", "acme = acme_playbooks")
    install(site, "blimps", "blimps = blimps.data", "2.0")

    assert installed_packs([str(site), "", str(other), str(site)]) == (
        Installed("acme-playbooks", "1.0", "acme_playbooks", folder),
        Installed("blimps", "2.0", "blimps.data", elsewhere),
    )


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("a = ../../etc", "is not the name of a package"),
        ("a = acme:load", "is not the name of a package"),
        ("a = /etc", "is not the name of a package"),
        ("a =", "is not the name of a package"),
        ("a = not_there", "there is no folder of the package not_there"),
        ("a = \x1b[31m", "is not the name of a package"),
    ],
)
def test_a_name_that_leads_nowhere_is_told(entry: str, said: str, site: Path) -> None:
    """Nothing outside the site folders is looked at, and what is wrong is a sentence."""
    install(site, "acme", entry)
    (found,) = installed_packs([str(site)])

    assert found.folder is None
    assert said in found.wrong


def test_other_distributions_and_odd_files_are_no_packs(site: Path) -> None:
    """Other groups, comments, files where folders belong, folders that are none."""
    install(site, "plain", "# a = b")
    (site / "odd-1.0.dist-info").write_text("no folder", encoding="utf-8")
    (site / "binary-1.0.dist-info").mkdir()
    (site / "binary-1.0.dist-info" / "entry_points.txt").write_bytes(b"\xff\x00[autogen_doctor.playbooks]\n\xfe")

    assert installed_packs([str(site), "/nowhere", "\0", str(site / "odd-1.0.dist-info")]) == ()


def test_what_is_installed_or_removed_is_noticed_at_once(site: Path) -> None:
    """Each call looks anew, and writes nothing anywhere."""
    package(site, "acme_playbooks")
    info = install(site, "acme_playbooks", "acme = acme_playbooks")
    assert len(installed_packs([str(site)])) == 1
    install(site, "blimps", "blimps = acme_playbooks")
    before = sorted(path for path in site.parent.rglob("*"))
    assert len(installed_packs([str(site)])) == 2
    assert sorted(path for path in site.parent.rglob("*")) == before
    (info / "entry_points.txt").unlink()
    info.rmdir()
    assert len(installed_packs([str(site)])) == 1


def test_many_distributions_cost_little(site: Path) -> None:
    """With five hundred distributions, each with entry points, a start takes some hundredths of a second at most."""
    for number in range(500):
        info = site / f"dist{number}-1.0.dist-info"
        info.mkdir()
        (info / "entry_points.txt").write_text("[console_scripts]\nx = y:z\n", encoding="utf-8")
    installed_packs([str(site)])
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        installed_packs([str(site)])
        times.append(time.perf_counter() - begun)

    assert min(times) < 0.05


@pytest.mark.thorough
def test_used_listed_and_switched_off(site: Path, tmp_path: Path) -> None:
    """An installed pack is used without being asked for and listed with its origin; nothing of it is imported."""
    folder = package(site, "acme_playbooks")
    install(site, "acme_playbooks", "acme = acme_playbooks\nlost = not_there")
    path = os.pathsep.join((str(ROOT), str(site)))
    used = call("diagnose", stdin=LOG, cwd=tmp_path, PYTHONPATH=path)
    listed = call("playbooks", "list", cwd=tmp_path, PYTHONPATH=path)
    without = call("diagnose", stdin=LOG, cwd=tmp_path, PYTHONPATH=path, AUTOGEN_DOCTOR_NO_PACKS="1")

    assert (used.status, used.out.split("  ")[0]) == (0, "✗ The zlorp gave way")
    assert "installed pack left out: acme-playbooks 1.0: there is no folder of the package not_there" in used.err
    assert "Packs of playbooks" in listed.out
    assert "  installed: acme-playbooks 1.0\n" in listed.out
    assert "    classes zlorp\n" in listed.out
    assert folder.as_posix() in listed.out.replace("\n    ", "")
    assert (without.status, without.err) == (3, "")
    assert not (tmp_path / "touched").exists()
    assert [name for name in sys.modules if name.startswith("acme")] == []
