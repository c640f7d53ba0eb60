"""The fiche de suivi (SAR): what it holds, its statut and échéance, the lock of the vivier."""
