"""How an issue reaches its reader: one small file for each way, all behind one protocol."""
