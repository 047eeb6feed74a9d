"""A file per place in the workspace: needs, a need, the challenge desk's parts."""
