"""Many migration operations as one: the models of the project are rendered once instead of after each of them.

    operations = [EnBloc([migrations.CreateModel(…), migrations.AddField(…), pgtrigger.migrations.AddTrigger(…)])]

Every operation on a model that many others point at makes Django build all of them again: 150 operations took 48 s of
processor where one takes 2. The generated operations are kept as they are; only the way they run changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import AddField, AlterField
from django.db.migrations.operations.models import AddConstraint, AddIndex, CreateModel

# On a table that the block itself creates, these say nothing more: it is created as the block leaves it.
FONDUES = (AddField, AlterField, AddIndex, AddConstraint)


class EnBloc(Operation):
    """Apply these operations together: their states first, then their tables, from the one final state.

    Not for operations that read or write data, nor for a model renamed or deleted in the block: they need the states in
    between.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """What a migration file writes."""
        return self.__class__.__name__, [self.operations], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change the state without rendering it: whoever needs the models renders them once, afterwards."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Write the tables in the order of the block."""
        for operation in self._a_ecrire():
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Undo them, last first."""
        for operation in reversed(self._a_ecrire()):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def _a_ecrire(self) -> list[Operation]:
        """The operations that touch the database: those that complete a table of the block are part of its creation."""
        crees = {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}
        return [
            operation
            for operation in self.operations
            if not (isinstance(operation, FONDUES) and operation.model_name.lower() in crees)
        ]

    def describe(self) -> str:
        """For `migrate --plan`."""
        return f"{len(self.operations)} operations at once"
