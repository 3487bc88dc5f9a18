"""How seldom Python looks for objects that nothing leads to, once this is imported: its every few hundred new ones cost a sixth."""

import gc

gc.set_threshold(100_000)
