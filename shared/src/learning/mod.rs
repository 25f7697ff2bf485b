//! Watching and trying: the covered set, tickets, completion, and the parent's own record.
