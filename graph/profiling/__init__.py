"""Where the time of steps goes: what traced runs tell, as tables and trees."""
