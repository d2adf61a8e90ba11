"""Alembic's commands, as CONTRIBUTING.md gives them, in a copy of what they write to."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.forked import fork_module

ROOT = Path(__file__).parents[3]
VERSIONS = Path("bot/store/migrations/versions")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "alembic.ini", tmp_path)
    shutil.copytree(ROOT / VERSIONS.parent, tmp_path / VERSIONS.parent, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


async def alembic(checkout: Path, *words: str) -> str:
    """What the command says; it must succeed."""
    process = await fork_module("alembic", *words, folder=checkout)
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return (out + err).decode()


def scripts_in(checkout: Path) -> list[str]:
    return sorted(path.name for path in (checkout / VERSIONS).glob("*.py"))


async def test_a_new_migration_is_numbered_and_changes_nothing_while_the_tables_have_not_changed(checkout: Path) -> None:
    before = scripts_in(checkout)
    number = f"{len(before) + 1:04}"

    await alembic(checkout, "revision", "--autogenerate", "-m", "Add a column")

    (added,) = set(scripts_in(checkout)) - set(before)
    script = (checkout / VERSIONS / added).read_text()
    assert added == f"{number}_add_a_column.py"
    assert f'revision = "{number}"' in script
    assert f'down_revision = "{len(before):04}"' in script
    assert "op." not in script.replace("op\n", "")

    await alembic(checkout, "revision", "-m", "Add another")
    assert f"{len(before) + 2:04}_add_another.py" in scripts_in(checkout)
    assert f"{len(before) + 2:04} (head)" in await alembic(checkout, "current")


async def test_a_missing_migration_is_noticed(checkout: Path) -> None:
    assert "No new upgrade operations detected" in await alembic(checkout, "check")
    await alembic(checkout, "upgrade", "head")

    first = checkout / VERSIONS / scripts_in(checkout)[0]
    column = '        sa.Column("paused_by", sa.Text(), nullable=False),\n'
    assert column in first.read_text()
    first.write_text(first.read_text().replace(column, ""))
    await alembic(checkout, "revision", "--autogenerate", "-m", "Say who paused it")

    script = (checkout / VERSIONS / scripts_in(checkout)[-1]).read_text()
    assert 'batch_alter_table("accounts"' in script.replace("'", '"')
    assert "sa.Column('paused_by', sa.Text(), nullable=False)" in script
