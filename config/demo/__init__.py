"""Demo data: made through the same services as real data, with fictional people. Never in production."""

from config.demo.load import DemoSignIn, load_demo

__all__ = ["DemoSignIn", "load_demo"]
