"""Tables only, no code. README.md lists each with its columns, origin, licence, loader and test."""
