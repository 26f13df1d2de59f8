"""Takes: the command line, the environment and HTTP requests.
Gives: the running programs: web, worker, supervisor, and the commands of `danshu`.
Writes: files of the data folder (logs, run state, keys, backups) and the built web bundle; tables only through others.
Never: decides anything about an order: this is wiring.
"""
