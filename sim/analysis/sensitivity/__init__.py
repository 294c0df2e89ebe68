"""What moves an outcome of a sweep: indices of its factors, with intervals over both points and luck.

    sweep_sensitivity   outcomes of a sweep, by any methods: what the verb `sim sensitivity` and `sim.sensitivity` call
    registry            the methods, the designs that they fit, and the default of each design
    sobol, morris, fast, rbd_fast, delta, pawn, regression    one method each
    information         how far the interval of an answer would shrink, were a factor known
    no_deal             what stands for a world without a value
    factor_sample       an outcome at its points, without gaps, and what was drawn
    cross_worlds        products of means over different worlds, which luck does not inflate
    resampling          intervals, and the same index from half of the points

An outcome at a point is a mean over some worlds; what is asked is the index of the mean over all luck.
"""
