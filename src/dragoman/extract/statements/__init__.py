"""Statements: what a text attributes to somebody, in direct, mixed and indirect speech."""

from dragoman.extract.statements.read import read_statements

__all__ = ["read_statements"]
