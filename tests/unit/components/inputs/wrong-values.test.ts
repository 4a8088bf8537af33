/**
 * Whatever a program without types gives an argument: one clear error that names the argument, before
 * anything is registered where the value is plain. Never a TypeError, and never silence.
 */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { attempt } from "../../../support/mocks";
import { type Argument, argumentsOf, type Kind, written } from "./wrong-values/arguments";
import { connectorRows } from "./wrong-values/connector-rows";
import { type Args, rows } from "./wrong-values/rows";

/** What is wrong for every kind but those that it is. */
const values: readonly [what: string, value: unknown, kinds: readonly Kind[]][] = [
  ["a number", 5, ["number"]],
  ["NaN", NaN, []],
  ["text", "no such", ["string"]],
  ["an empty text", "", []],
  ["a boolean", true, ["boolean"]],
  ["an empty record", {}, ["record", "map"]],
  ["a record of a key that nobody reads", { nobody: { knows: "it" } }, []],
  ["an empty list", [], ["list"]],
  ["a list of null", [null], []],
  ["a list of undefined", [undefined], []],
  ["a list in a list", [[]], []],
  ["a Map", new Map([["team", "orders"]]), []],
  ["a function", () => "x", []],
  ["a bigint", 5n, []],
  ["a symbol", Symbol("x"), []],
  ["a resource", new pulumi.DependencyResource("urn:pulumi:a::b::c::d"), []],
];
const nothing: readonly [what: string, value: unknown][] = [
  ["null", null],
  ["undefined", undefined],
];

/** Values that are right, although they look wrong, and why. */
const right: Readonly<Record<string, string>> = {
  'tags["team"]: an empty text': "AWS takes tags of a key alone",
  'tags["team"]: null': "a tag that is left out",
  'tags["team"]: undefined': "a tag that is left out",
};

type Case = readonly [what: string, value: unknown];

function plainCases({ kind, required, keys }: Argument): Case[] {
  const wrong = values.filter(([, , kinds]) => !kinds.includes(kind));
  const path = written(keys);
  const cases = [...wrong, ...(required ? nothing : [])].map(([what, value]): Case => [
    what,
    value,
  ]);
  return cases.filter(([what]) => right[`${path}: ${what}`] === undefined);
}

/** Of each sort one, as an output: nothing, a value, a structure. */
function casesToCome({ kind }: Argument): Case[] {
  const value: Case = kind === "number" ? ["of text", "no such"] : ["of a number", 5];
  const structure: Case = ["of a list of null", [null]];
  return [["of null", null], ["of undefined", undefined], value, structure].map(([what, held]) => [
    `an output ${what as string}`,
    pulumi.output(held),
  ]);
}

function valueAt(args: unknown, keys: Argument["keys"]): unknown {
  return keys.reduce<any>((value, key) => value?.[key], args);
}

/** The arguments with another value at one place. */
function withValue(args: any, [key, ...rest]: Argument["keys"], value: unknown): any {
  const copy: any = Array.isArray(args) ? [...args] : { ...args };
  copy[key] = rest.length === 0 ? value : withValue(args[key], rest, value);
  return copy;
}

/** Undefined where the error is one, clear, and of this argument: else what is wrong with it. */
function fault(errors: readonly unknown[], { keys }: Argument): string | undefined {
  const path = written(keys);
  if (errors.length === 0) return "silence";
  const other = errors.find((error) => !pulumi.InputPropertyError.isInstance(error));
  if (other !== undefined) return String(other);
  const said = errors as pulumi.InputPropertyError[];
  const reasons = new Set(said.map(({ reason }) => reason));
  if (reasons.size > 1) return `several: ${[...reasons].join(" ")}`;
  const [{ propertyPath, reason }] = said;
  const within = [path, `${path}.`, `${path}[`].some((begin, index) =>
    index === 0 ? propertyPath === begin : propertyPath.startsWith(begin),
  );
  // A connection is taken whole: what is missing in it is said of the whole.
  const ofWhole = keys[0] === "hub" && reason.includes(`without ${String(keys[1])}.`);
  const named = (within && reason.includes(path)) || reason.includes(`\`${path}\``) || ofWhole;
  return named ? undefined : `${propertyPath}: ${reason}`;
}

async function faultOf(create: () => unknown, argument: Argument, isPlain: boolean) {
  if (!isPlain) {
    const { thrown, rejected } = await attempt(create);
    return fault(thrown === undefined ? rejected : [thrown], argument);
  }
  // What is refused at once starts nothing that would have to be waited for.
  try {
    create();
  } catch (error) {
    return fault([error], argument);
  }
  return "not refused at once";
}

/** What the connection of a hub of 0.1.0 does not have. */
const newerThan010 = [
  "hub.schemaVersion",
  "hub.watcherRolePath",
  "hub.reminderRoleArn",
  "hub.automaticFunctionArn",
  "hub.bypassRoleArn",
  "hub.breakGlassRolePath",
  "hub.reviewsTableArn",
  "hub.reviewsKmsKeyArn",
  "hub.ruleVersion",
  "hub.requestsTableName",
  "hub.tablesKmsKeyArn",
  "hub.eventBusName",
  "hub.deciderFunctionArn",
];

/** Nothing is what the connection of a connector has there whose credentials a key of AWS encrypts. */
const mayBeAbsent = (path: string): boolean =>
  newerThan010.includes(path) || path.endsWith(".connection.credentialsKmsKeyArn");

for (const [component, { create, sets }] of Object.entries({ ...rows, ...connectorRows })) {
  describe(`${component}, given a wrong value,`, () => {
    before(async () => {
      for (const args of sets) {
        const { thrown, rejected } = await attempt(() => create(args));
        assert.deepEqual([thrown, rejected], [undefined, []], "a row must be right");
      }
      await attempt(() => undefined);
    });

    it("refuses it before anything is registered", async () => {
      const refused = argumentsOf(component).map(({ keys }) => keys[0]);
      const [args] = sets;
      const { resources } = await attempt(() => {
        for (const key of new Set(refused)) {
          assert.throws(() => create(withValue(args, [key], 5n)));
        }
      });
      assert.deepEqual(resources, []);
    });

    for (const argument of argumentsOf(component)) {
      const path = written(argument.keys);
      const args = sets.find((set) => valueAt(set, argument.keys) !== undefined) as Args;

      it(`names ${path}, whatever is given for it`, async () => {
        assert.ok(args, `no row of rows.ts has a right value for ${path}`);
        const plain = plainCases(argument);
        const faults: string[] = [];
        for (const [what, value] of [...plain, ...casesToCome(argument)]) {
          if (mayBeAbsent(path) && /null|undefined/.test(what)) continue;
          const wrong = () => create(withValue(args, argument.keys, value));
          const isPlain = !pulumi.Output.isInstance(value);
          const found = await faultOf(wrong, argument, isPlain);
          if (found !== undefined) faults.push(`${path}, ${what}: ${found}`);
        }
        assert.deepEqual(faults, []);
      });
    }
  });
}
