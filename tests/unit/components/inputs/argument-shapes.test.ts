/** The shapes that arguments are held to have every argument of the schema, of its kind, and no other. */
import * as assert from "node:assert/strict";
import type { Shape, Shapes } from "../../../../components/inputs/argument-shape";
import { gateShape } from "../../../../components/approval-gate";
import { stageShape } from "../../../../components/approval/stage-arguments";
import { groupShape } from "../../../../components/approver-group";
import { hubShape } from "../../../../components/hub/arguments";
import { type Argument, argumentsOf } from "./wrong-values/arguments";

const components = {
  ApprovalGate: gateShape,
  MultiApprovalStage: stageShape,
  ApproverGroup: groupShape,
  ApprovalHub: hubShape,
} as const;

/** What belongs to the stage is refused in an approval's slack in words of its own: it has a shape. */
const refusedInWords = /^approvals\.0\.slack\.(?!channel$|approver)/;

function kindsOf(shape: Shape, path: readonly (string | number)[]): [string, string][] {
  const here = path.join(".");
  if (shape === "map")
    return [
      [here, "map"],
      [`${here}.team`, "string"],
    ];
  if (shape === "connection") return [[here, "record"]];
  if (typeof shape === "string") return [[here, shape]];
  if ("belongs" in shape) return [];
  if ("listOf" in shape) return [[here, "list"], ...kindsOf(shape.listOf, [...path, 0])];
  return [[here, "record"], ...fieldsOf(shape.record, path)];
}

function fieldsOf(fields: Shapes, path: readonly (string | number)[]): [string, string][] {
  return Object.entries(fields).flatMap(([key, shape]) => kindsOf(shape, [...path, key]));
}

/** Fields of a connection are not held to a shape: it is taken whole. */
const inConnection = ({ keys }: Argument): boolean =>
  (keys[0] === "hub" && keys.length > 1) || keys.slice(0, -1).includes("connection");

describe("the shapes of the arguments", () => {
  for (const [component, fields] of Object.entries(components)) {
    it(`of ${component} are those of the schema`, () => {
      const shaped = fieldsOf(fields, []).filter(([path]) => !refusedInWords.test(path));
      const inSchema = argumentsOf(component).filter((argument) => !inConnection(argument));
      assert.deepEqual(
        shaped.sort(),
        inSchema.map(({ keys, kind }) => [keys.join("."), kind]).sort(),
      );
    });
  }
});
