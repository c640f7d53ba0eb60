"""The pages of the portefeuille: lists, the fiche, the bulk update."""
