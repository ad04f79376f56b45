"""The process: the only place that builds the parts, joins them, and reads the clock and the environment."""
