"""Memberships: who stands where in which organisation, since when and until when."""

from dragoman.extract.memberships.learned import bodies_named
from dragoman.extract.memberships.read import read_memberships
from dragoman.extract.memberships.rules import MembershipRule, membership_rules

__all__ = ["MembershipRule", "bodies_named", "membership_rules", "read_memberships"]
