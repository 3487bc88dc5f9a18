"""Numbers made of numbers, each with the trail of its inputs."""
