import * as assert from "node:assert/strict";
import type { RegisteredResource } from "../../../../rehearsal/aws/account/types";
import { resourceGroups } from "../../../../rehearsal/page/resources";

const gate = { type: "pkg:index:Gate", name: "production" };
const stage = { type: "pkg:index:Stage", name: "approvals" };

function registered(
  { type, name }: { type: string; name: string },
  parent?: RegisteredResource["parent"],
): RegisteredResource {
  const custom = type.startsWith("aws:");
  const own = {
    type,
    name,
    custom,
    inputs: { secret: "x" },
    id: `${name}-id`,
    state: { key: "y" },
  };
  return { ...own, ...(parent && { parent }) };
}
const bucket = (name: string) => ({ type: "aws:s3/bucket:Bucket", name });
const policy = (name: string) => ({ type: "aws:s3/bucketPolicy:BucketPolicy", name });
const names = (resources: RegisteredResource[]) =>
  resourceGroups(resources, "web").map(({ name, resources: all }) => [
    name,
    ...all.map((one) => one.name),
  ]);

describe("resourceGroups", () => {
  it("puts what the program made itself under the project, and the rest by component", () => {
    const groups = resourceGroups(
      [
        registered({ type: "pulumi:pulumi:Stack", name: "web-rehearsal" }),
        registered(gate),
        registered(bucket("inside"), gate),
        registered(bucket("own")),
      ],
      "web",
    );
    const type = "aws:s3/bucket:Bucket";
    assert.deepEqual(groups, [
      { name: "web", resources: [{ type, name: "own", id: "own-id" }] },
      {
        name: "production",
        type: gate.type,
        resources: [{ type, name: "inside", id: "inside-id" }],
      },
    ]);
  });

  it("takes the outermost of components within each other", () => {
    const resources = [
      registered(stage),
      registered(gate, stage),
      registered(bucket("deep"), gate),
      registered(policy("deeper"), bucket("deep")),
    ];
    assert.deepEqual(names(resources), [["approvals", "deep", "deeper"]]);
  });

  it("keeps what a remote component made before it was known itself", () => {
    const resources = [registered(bucket("inside"), gate), registered(gate)];
    assert.deepEqual(names(resources), [["production", "inside"]]);
  });

  it("makes no group of a resource that is a parent, nor of an empty component", () => {
    const resources = [
      registered(gate),
      registered(bucket("own")),
      registered(policy("below"), bucket("own")),
    ];
    assert.deepEqual(names(resources), [["web", "own", "below"]]);
  });

  it("copes with a parent that was never registered, and with a circle", () => {
    const [a, b] = [bucket("a"), bucket("b")];
    assert.deepEqual(names([registered(a, gate)]), [["web", "a"]]);
    assert.deepEqual(names([registered(a, b), registered(b, a)]), [["web", "a", "b"]]);
  });
});
