"""What a business's own exports and counts say: answers measured, an earlier plan's checks judged.

What reads tables is the extra `data`, and is imported in this room alone.
"""
