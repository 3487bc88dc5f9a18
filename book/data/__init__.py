"""What is known, and when: records, periods, observations, and the only reader of data/."""
