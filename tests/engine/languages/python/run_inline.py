"""Runs a Python program on the real engine, as an inline program that needs no language host.

run_inline.py PROGRAM PROJECT OPERATION [CONFIG], where OPERATION is preview, up, refresh or destroy
and CONFIG is a JSON object. Prints one JSON object: what changed, outputs and state, or the error.
"""

import json
import os
import runpy
import sys

from pulumi import automation as auto

UNCHANGED = {"same", "read", "refresh"}


def main(program: str, project: str, operation: str, config: str = "{}") -> None:
    changes = []

    def on_event(event: auto.EngineEvent) -> None:
        # A refresh plans to refresh everything, and tells a difference only afterwards.
        refresh = operation == "refresh"
        told = event.res_outputs_event if refresh else event.resource_pre_event
        if told is None:
            return
        step = told.metadata
        if step.op.value not in UNCHANGED:
            changes.append({"op": step.op.value, "type": step.type, "urn": step.urn})

    stack = auto.create_or_select_stack(
        stack_name="test",
        project_name=project,
        program=lambda: run(program),
        opts=auto.LocalWorkspaceOptions(
            project_settings=auto.ProjectSettings(name=project, runtime="python"),
            pulumi_command=auto.PulumiCommand(root=os.environ.get("PULUMI_CLI_ROOT")),
        ),
    )
    stack.set_all_config(
        {key: auto.ConfigValue(value=value) for key, value in json.loads(config).items()}
    )
    try:
        getattr(stack, operation)(on_event=on_event, color="never")
        outputs = {key: output.value for key, output in stack.outputs().items()}
        resources = stack.export_stack().deployment.get("resources") or []
        print(json.dumps({"changes": changes, "outputs": outputs, "resources": resources}))
    except auto.errors.CommandError as error:
        print(json.dumps({"error": str(error)}))


def run(program: str) -> None:
    runpy.run_path(program, run_name="__main__")


main(*sys.argv[1:])
