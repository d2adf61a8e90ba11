"""Profiles, assessments, overrides, opt-outs and keywords."""
