"""Plain rivals that the benchmarks measure beside our own parts."""
