"""The trusted core: bytes in, findings out.

No disk, network, clock, YAML or templates; `themes/verifier` is the same core in JavaScript.
"""
