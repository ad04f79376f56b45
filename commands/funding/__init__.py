"""/financement: who pays, in the usual order."""
