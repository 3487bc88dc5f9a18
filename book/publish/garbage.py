"""Once this is imported, Python seldom looks for objects that nothing leads to: as often as it does, it takes a sixth of the time."""

import gc

gc.set_threshold(100_000)
