"""E-mail to lines and attachments. The doors are `eml` and `outlook`."""
