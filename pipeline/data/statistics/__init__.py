"""What is counted of datasets: tallies of stages, statistics of iterators."""
