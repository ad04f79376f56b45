"""/question: a question without the situation, and what becomes of it."""
