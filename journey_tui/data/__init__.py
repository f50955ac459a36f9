"""The store: tables, engine, migrations, writer, reader and search."""
