"""What a post wants: a question, a complaint, praise, thanks …"""
