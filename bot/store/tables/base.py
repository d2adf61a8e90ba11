"""What every table is made with."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, ForeignKeyConstraint, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def account_column() -> Column[int]:
    return Column("account_id", BigInteger, ForeignKey("accounts.id"), nullable=False)


def account_key() -> Column[int]:
    return Column("account_id", BigInteger, ForeignKey("accounts.id"), primary_key=True, autoincrement=False)


def person_key() -> Column[int]:
    return Column("user_id", BigInteger, primary_key=True, autoincrement=False)


def deferred_key(table: str, *columns: str) -> ForeignKeyConstraint:
    """The same account's row of another table, which may be written later in the same transaction."""
    return ForeignKeyConstraint(columns, [f"{table}.{column}" for column in columns], deferrable=True, initially="DEFERRED")
