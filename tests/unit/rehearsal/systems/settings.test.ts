import * as assert from "node:assert/strict";
import { around, type Around, deskOrigin, secretArn } from "./support";

describe("systems.rehearsal.yaml", () => {
  let world: Around;
  beforeEach(() => (world = around()));
  afterEach(() => world.close());

  const refusals: readonly (readonly [string, unknown, RegExp])[] = [
    ["is no YAML", "- kind: [", /is not YAML: /],
    ["is a map", { kind: "desk" }, /must be a list of systems, each with its `kind`\./],
    ["has an entry that is a text", ["desk"], /: entry 1: must be a map with `kind`\./],
    ["has an entry without a kind", [{ kind: "desk" }, {}], /: entry 2: must be a map with `kind`/],
    [
      "has a kind that there is not",
      [{ kind: "desc" }],
      /: entry 1 \(desc\): there is no such kind\. .*desk/,
    ],
    ["has a kind by a name that every object has", [{ kind: "toString" }], /no such kind/],
    [
      "has an entry that its kind refuses",
      [{ kind: "desk", origins: [] }],
      /: entry 1 \(desk\): `origins` is empty\./,
    ],
    ["has one address twice", [{ kind: "desk" }, { kind: "desk", credentials: {} }], twice()],
    [
      "has one secret twice",
      [{ kind: "desk" }, { kind: "desk", origins: ["https://other.example.com"] }],
      new RegExp(`two systems have ${secretArn}\\.`),
    ],
    [
      "puts credentials where nothing is kept",
      [{ kind: "desk", credentials: { "/desk": {} } }],
      /: \/desk is no ARN of a Secrets Manager secret or of an SSM parameter\./,
    ],
    ...[
      "http://desk.example.com",
      "https://desk.example.com/",
      "https://desk.example.com/api",
      "https://slack.com",
      "https://sts.eu-west-1.amazonaws.com",
      "https://abc.lambda-url.eu-west-1.on.aws",
    ].map(
      (origin) =>
        [
          `has a system at ${origin}`,
          [{ kind: "desk", origins: [origin] }],
          /a system cannot have the address https?:/,
        ] as const,
    ),
  ];

  for (const [what, content, message] of refusals) {
    it(`is refused where it ${what}`, async () => {
      world.write(content);
      await assert.rejects(world.open(), (error: Error) => {
        assert.ok(
          error.message.startsWith(`${world.folder}/systems.rehearsal.yaml`),
          error.message,
        );
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it("may be an empty list", async () => {
    world.write([]);
    assert.deepEqual((await world.open()).all, []);
  });
});

function twice(): RegExp {
  return new RegExp(`two systems have ${deskOrigin}\\.`);
}
