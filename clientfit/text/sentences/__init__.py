"""The results of the rules in sentences.

Every function takes the translator and returns text.
"""
