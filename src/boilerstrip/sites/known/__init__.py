"""The rules that come with the package: one file per site, named after its domain. Walked, never imported."""
