"""« M'alerter »: what is new for a search, the closing of a scheme; and /alertes."""
