"""How threads wait at a queue, and how they are woken."""
