"""The demo: a fictional seller's deals, written as raw files that go through the real import."""

from pathlib import Path

from journey_tui.demo.build import write_demo

DEMO_USER_ADDRESS = "hanna.brightwell@tillerman.example"
"""Address of the CRM user whom the demo's reader stands for."""

RECORDS = Path(__file__).parent / "records"
"""The seller's own channel records, as TOML."""

__all__ = ["DEMO_USER_ADDRESS", "RECORDS", "write_demo"]
