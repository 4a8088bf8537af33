/** What every descriptor must have, with the provider's own declarations for a judge. */
import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { resourceTypes } from "../../../../../rehearsal/aws/account/registry";
import type { ResourceType } from "../../../../../rehearsal/aws/account/resource-type";
import type { Properties } from "./support/single-faults";
import { awsSchema } from "../../../../../rehearsal/provider/schema";

const root = path.join(__dirname, "../../../../..");
const known = new Map(resourceTypes.map((resourceType) => [resourceType.type, resourceType]));
const ofProvider = resourceTypes.filter(({ type }) => type.startsWith("aws:"));

/** Every input that a descriptor names. */
function namedInputs({ name, limits = [], key, replaces, owner }: ResourceType): string[] {
  return [
    ...(name === undefined ? [] : [name.input]),
    ...(name?.autoname && name.autoname.ending ? [name.autoname.ending[0]] : []),
    ...limits.map(({ input }) => input),
    ...(key === undefined ? [] : [key.input.split(".")[0]]),
    ...(replaces === undefined || replaces === "all" ? [] : replaces),
    ...(owner === undefined ? [] : [owner.input]),
  ];
}

/** Types of AWS in what examples, components and engine programs are known to create. */
function createdTypes(): string[] {
  const folders = ["tests/unit/examples/golden", "tests/engine/golden", "tests/engine/changes"];
  const files = execFileSync("git", ["ls-files", ...folders, "examples"], { cwd: root })
    .toString()
    .split("\n")
    .filter(
      (file) => /\.(json|ts|yaml|py|go|cs|java)$/.test(file) && !file.endsWith("schema.json"),
    );
  const texts = files.map((file) => fs.readFileSync(path.join(root, file), "utf8"));
  const found = texts.flatMap((text) => text.match(/aws:[a-z0-9]+\/[a-z]\w+:[A-Z]\w+/g) ?? []);
  return [...new Set(found)].sort();
}

describe("The descriptors of resource types", function () {
  this.timeout(60_000);
  let schema: {
    resources: Record<string, { inputProperties: Properties; requiredInputs: string[] }>;
    types: Record<string, { properties: Properties; required: string[] }>;
  };

  before(() => {
    const sdkFolder = path.dirname(require.resolve("@pulumi/aws/package.json"));
    const resources = ofProvider.map(({ type }) => type);
    schema = JSON.parse(awsSchema({ version: "7.0.0", sdkFolder, resources, functions: [] }));
  });

  it("are one for each type", () => {
    assert.equal(known.size, resourceTypes.length);
  });

  it("cover every type that examples, components and the engine's programs create", () => {
    const created = createdTypes();
    assert.ok(created.length > 30, String(created.length));
    assert.deepEqual(
      created.filter((type) => !known.has(type)),
      [],
    );
  });

  it("name inputs that the provider has", () => {
    const wrong = ofProvider.flatMap((resourceType) =>
      namedInputs(resourceType)
        .filter((input) => !(input in schema.resources[resourceType.type].inputProperties))
        .map((input) => `${resourceType.type} ${input}`),
    );
    assert.deepEqual(wrong, []);
  });

  it("require what the provider's schema requires", () => {
    for (const { type, requires = [] } of ofProvider) {
      const { requiredInputs, inputProperties } = schema.resources[type];
      const [nested, whole] = [true, false].map((isNested) =>
        requires.filter((input) => input.includes(".") === isNested),
      );
      assert.deepEqual([...whole].sort(), [...requiredInputs].sort(), type);
      for (const input of nested) {
        const names = input.split(".");
        const last = names.pop()!;
        let block = { properties: inputProperties, required: requiredInputs };
        for (const name of names) {
          const { items, $ref } = block.properties[name];
          block = schema.types[(items ?? { $ref }).$ref!.replace("#/types/", "")];
        }
        assert.ok(block.required.includes(last), `${type} ${input}`);
      }
    }
  });

  it("say how a type is named where the provider takes the beginning of a name", () => {
    const wrong = ofProvider.filter(({ type, name, replaces = [] }) => {
      const inputs = schema.resources[type].inputProperties;
      const prefixes = Object.keys(inputs).filter((input) => /^(name|bucket)Prefix$/.test(input));
      const bound = (input: string) => replaces === "all" || replaces.includes(input);
      return prefixes.some((prefix) => `${name?.input}Prefix` !== prefix || !bound(prefix));
    });
    assert.deepEqual(
      wrong.map(({ type }) => type),
      [],
    );
  });

  it("say of what belongs to another resource that it is bound to it", () => {
    const owned = resourceTypes.filter(({ owner }) => owner !== undefined);
    for (const { type, owner, replaces = [] } of owned) {
      assert.ok(replaces === "all" || replaces.includes(owner!.input), type);
      assert.ok(owner!.types.length > 0 && owner!.types.every((one) => known.has(one)), type);
    }
  });

  it("name no pattern that is no regular expression, and no least above the most", () => {
    for (const { type, name } of resourceTypes) {
      if (name?.accepts === undefined) continue;
      const { pattern, least = 1, most } = name.accepts;
      assert.doesNotThrow(() => new RegExp(`^(?:${pattern})$`, "u"), type);
      assert.ok(least <= most, type);
    }
  });
});
