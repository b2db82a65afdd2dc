"""The wizard: Textual is imported in this package and nowhere else."""
