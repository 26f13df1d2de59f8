"""Takes: export files of channels, given on the command line or uploaded.
Gives: messages in the inbox, refused rows in quarantine, and an account of every line read.
Writes: import_job, import_error; messages and refusals through the inbox.
Never: makes an order itself, or stores a line twice when it is killed and starts again.
"""
