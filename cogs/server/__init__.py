"""The team's server: who may do what, registered commands, roles and permissions."""
