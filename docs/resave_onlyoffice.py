"""Opens a workbook and saves it with ONLYOFFICE's engine: resave_onlyoffice.py FROM TO, in a Python that has document-builder."""

import sys

import docbuilder

builder = docbuilder.CDocBuilder()
builder.OpenFile(sys.argv[1], "")
builder.SaveFile("xlsx", sys.argv[2])
builder.CloseFile()
