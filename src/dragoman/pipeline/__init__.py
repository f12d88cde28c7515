"""Runs the stages over one document or many."""
