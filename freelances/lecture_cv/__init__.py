"""What a CV received says, as proposals that a person accepts into the profile. Nothing is written unseen."""
