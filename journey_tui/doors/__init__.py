"""Parts of the one door for people (`workspace.Workspace`): each reads and decides about one topic."""
