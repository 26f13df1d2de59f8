"""Takes: log-ins, passwords, keys and what a role may do.
Gives: the caller of a request with permissions and warehouse scope, and the routes of people, roles and keys.
Writes: app_role, app_user, login_session, login_failure, api_key, saved_view.
Never: stores or logs a password, a session token or a key.
"""
