"""Fetch the browser libraries that the pages use, as `src/dragoman/web/static/vendor/vendor.toml` lists them.

    .venv/bin/python benchmarks/make_vendor.py            fetch, check and write
    .venv/bin/python benchmarks/make_vendor.py --check    compare the files that stand with their hashes

A package comes from the npm registry and its tarball must have the integrity that the list gives. One file has
`bundle`: it is published as a module that imports another package, so esbuild puts both into one script; the
versions of both and of esbuild are in the list.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import urllib.request
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1] / "src" / "dragoman"
FOLDER = PACKAGE / "web" / "static" / "vendor"
REGISTRY = "https://registry.npmjs.org"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def tarball(package: str, version: str, integrity: str) -> tarfile.TarFile:
    """The package as published. Raises SystemExit if it is another than the list says."""
    base = package.rsplit("/", maxsplit=1)[-1]
    with urllib.request.urlopen(f"{REGISTRY}/{package}/-/{base}-{version}.tgz") as answer:
        content = answer.read()
    found = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
    if found != integrity:
        raise SystemExit(f"{package} {version}: integrity is {found}, not {integrity}")
    return tarfile.open(fileobj=io.BytesIO(content), mode="r:gz")


def member(archive: tarfile.TarFile, path: str) -> bytes:
    handle = archive.extractfile(f"package/{path}")
    if handle is None:
        raise SystemExit(f"no file {path}")
    return handle.read()


def bundled(entry: dict[str, Any]) -> bytes:
    """The file of an entry with `bundle`, made by esbuild in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = [f"{entry['package']}@{entry['version']}", *entry["with"]]
        subprocess.run(["npm", "install", "--silent", *wanted], cwd=folder, check=True)
        tool = [f"{folder}/node_modules/.bin/esbuild", entry["package"], "--bundle", "--minify", "--format=iife"]
        command = [*tool, f"--global-name={entry['bundle']}", "--legal-comments=inline"]
        return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fetch nothing; compare hashes")
    options = parser.parse_args()
    entries = tomllib.loads((FOLDER / "vendor.toml").read_text(encoding="utf-8"))["file"]
    wrong = []
    for entry in entries:
        path = (PACKAGE / entry["folder"] if "folder" in entry else FOLDER) / entry["name"]
        if not options.check:
            with tarball(entry["package"], entry["version"], entry["integrity"]) as archive:
                path.with_name(f"{entry['name']}.LICENSE").write_bytes(member(archive, entry["license_file"]))
                path.write_bytes(bundled(entry) if "bundle" in entry else member(archive, entry["path"]))
        found = sha256(path.read_bytes()) if path.exists() else None
        print(json.dumps({"file": entry["name"], "sha256": found, "as_listed": found == entry["sha256"]}))
        wrong += [entry["name"]] if found != entry["sha256"] else []
    if wrong:
        sys.exit(f"not as listed: {', '.join(wrong)}")


if __name__ == "__main__":
    main()
