"""The demo: the dialogue of 2019-2020 and those after it, loaded from data/ by `manage.py load_demo`.

What is there already stays as people have left it; only what is missing is made.
"""
