"""Pure: a profile and its history → verdict, reasons, and what a follow-back or reply is worth."""
