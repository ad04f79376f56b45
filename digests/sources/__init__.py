"""Where new things come from: one small file for each kind of source, all behind one protocol."""
