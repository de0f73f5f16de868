"""What a business's own exports say: answers counted, accounts scored, an earlier plan's checks judged."""
