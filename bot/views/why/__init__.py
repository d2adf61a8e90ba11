"""Answers to /why."""
