"""/referent: those who volunteer to be told of unanswered questions, and the telling."""
