"""The demo: a fictional seller's deals, written as raw files that go through the real import."""

from journey_tui.demo.build import write_demo

DEMO_USER_ADDRESS = "hanna.brightwell@tillerman.example"
"""Address of the CRM user whom the demo's reader stands for."""

__all__ = ["DEMO_USER_ADDRESS", "write_demo"]
