"""Tasks: what a server holds and does for others, the actor around it, and how others call it."""
