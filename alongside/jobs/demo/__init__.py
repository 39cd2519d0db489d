"""The demonstration: a made-up site, three months old whenever it is opened."""
