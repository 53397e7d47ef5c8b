"""The command line: contracts v1. JSON on stdout and nothing else there; sentences for people on stderr."""
