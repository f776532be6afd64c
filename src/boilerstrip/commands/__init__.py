"""One file per subcommand. Each imports click at the top and everything heavy inside its function, so that --help is fast."""
