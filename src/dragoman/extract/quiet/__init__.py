"""Memberships and silences as a small trained model reads them, beside the rules."""

from dragoman.extract.quiet.judge import JudgedSilence, JudgedStanding, QuietModel, packaged_quiet_model

__all__ = ["JudgedSilence", "JudgedStanding", "QuietModel", "packaged_quiet_model"]
