"""Every filter there is, one file each, named after the thing that it finds."""
