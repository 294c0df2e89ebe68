"""When two figures count as equal: sums in another order differ by less than this."""

TIE = 1e-9  # bn USD a year, or a share; whoever is indifferent within it accepts, offers or stays
