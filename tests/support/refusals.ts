/** What a check says of a value, without any component around it. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";

export interface Refusal {
  readonly path: string;
  readonly reason: string;
}

/** The refusal of an argument; undefined where nothing is refused. Any other error is a fault. */
export function refusalOf(check: () => unknown): Refusal | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    assert.ok(pulumi.InputPropertyError.isInstance(error), String(error));
    return { path: error.propertyPath, reason: error.reason };
  }
}
