"""Runs a Python program as Pulumi's language host does: run_program.py SETTINGS, a JSON object."""

import asyncio
import json
import os
import runpy
import sys

import pulumi
import pulumi.runtime

settings = json.loads(sys.argv[1])
for key, value in settings["config"].items():
    pulumi.runtime.set_config(key, value)
pulumi.runtime.configure(
    pulumi.runtime.Settings(
        project=settings["project"],
        stack=settings["stack"],
        monitor=settings["monitor"],
        engine=settings["engine"],
        parallel=16,
        dry_run=False,
    )
)
sys.path.insert(0, settings["program"])


def run() -> None:
    runpy.run_path(os.path.join(settings["program"], "__main__.py"), run_name="__main__")


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
loop.run_until_complete(pulumi.runtime.run_in_stack(run))
