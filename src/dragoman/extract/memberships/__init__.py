"""Memberships: who stands where in which organisation, since when and until when."""

from dragoman.extract.memberships.read import read_memberships
from dragoman.extract.memberships.rules import MembershipRule, membership_rules

__all__ = ["MembershipRule", "membership_rules", "read_memberships"]
