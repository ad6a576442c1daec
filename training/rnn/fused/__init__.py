"""dynamic_rnn at once: what a loop over known cells computes, with one product for all steps where there is one.

The graph keeps the loop and the loop of its gradient; a plan that needs nothing else of them runs what stands here in
their place.
"""
