"""Exit codes of every command."""

OK = 0
"""Everything asked for was done."""
NOTHING = 1
"""Nothing could be done; the reason is on standard error."""
USAGE = 2
"""The command was called in a way that makes no sense."""
PARTLY = 3
"""Some documents failed, all others were done."""
INTERRUPTED = 130
"""Stopped by Ctrl-C; what was finished is kept."""


def of_documents(done: int, failed: int) -> int:
    """The code of a command that went over documents.

    Args:
        done: Documents that went well.
        failed: Documents and inputs that did not.
    """
    if failed:
        return PARTLY if done else NOTHING
    return OK if done else NOTHING
