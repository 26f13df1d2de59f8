"""Takes: receivers, sealed.
Gives: contacts by order, and orders by blind index.
Writes: contact.
Never: stores or logs a plain name, phone or street.
"""
