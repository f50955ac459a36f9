"""The screens of the workspace, one file each."""
