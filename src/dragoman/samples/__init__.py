"""Dispatches written for this project, to try Dragoman on. See README.md beside this file."""
