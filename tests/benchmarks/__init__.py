"""Speed and recall, measured side by side on generated entries: ``python -m tests.benchmarks``."""
