"""/animation: one page of numbers for facilitators."""
