"""Steps of recurrent networks as one op each, and whole sequences of them."""
