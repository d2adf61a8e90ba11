"""What tests stand on.

Three builders: a `store`, a simulated `x` with a client, a simulated `discord` with the team's client. `world` joins the first two by
every job of the bot, and `bot` runs the whole of it between all three.
"""
