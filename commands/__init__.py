"""Commands answer: one folder per family, thin faces over plain decisions."""
