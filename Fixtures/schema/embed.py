#!/usr/bin/env python3
"""Writes Sources/Casework/Schema/HaarlemSchema.swift from haarlem.yaml beside this file."""
import pathlib

here = pathlib.Path(__file__).resolve().parent
target = here.parents[1] / "Sources/Casework/Schema/HaarlemSchema.swift"
source = (here / "haarlem.yaml").read_text(encoding="utf-8")
assert '"""#' not in source and source.endswith("\n")
indent = " " * 8
body = "".join(indent + line + "\n" if line else "\n" for line in source.split("\n"))
target.write_text(
    '/// The built-in schema, compiled in.\n'
    "enum HaarlemSchema {\n"
    "    /// `Fixtures/schema/haarlem.yaml`, byte for byte; `Fixtures/schema/embed.py` writes this file.\n"
    '    static let text = #"""\n' + body + indent + '"""#\n'
    "}\n",
    encoding="utf-8",
)
