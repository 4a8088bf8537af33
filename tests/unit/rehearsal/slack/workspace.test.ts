import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { stringify } from "yaml";
import { readWorkspace } from "../../../../rehearsal/slack/workspace";
import { workspace } from "./support";

describe("readWorkspace", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "slack-"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const file = (): string => path.join(folder, "slack.rehearsal.yaml");
  const write = (text: string): void => fs.writeFileSync(file(), text);
  const without = (field: string) =>
    Object.fromEntries(Object.entries(workspace).filter(([name]) => name !== field));

  it("is undefined where the folder has no such file", () => {
    assert.equal(readWorkspace(folder), undefined);
  });

  it("reads every field", () => {
    write(stringify(workspace));
    assert.deepEqual(readWorkspace(folder), workspace);
  });

  it("reads the organisation of a workspace", () => {
    const grid = {
      enterprise: "E0MARKETS",
      orgWide: true,
      homes: { U0ANN: "T0SISTER", U0BOB: "E0MARKETS" },
    };
    write(stringify({ ...workspace, grid }));
    assert.deepEqual(readWorkspace(folder)?.grid, grid);
    write(stringify({ ...workspace, grid: { enterprise: "E0MARKETS" } }));
    const bare = { enterprise: "E0MARKETS", orgWide: false, homes: {} };
    assert.deepEqual(readWorkspace(folder)?.grid, bare);
  });

  it("reads e-mail addresses of its people, in lower case as Slack keeps them", () => {
    write(stringify({ ...workspace, emails: { U0ANN: "Ann@Example.com" } }));
    assert.deepEqual(readWorkspace(folder)?.emails, { U0ANN: "ann@example.com" });
  });

  it("takes a workspace without user groups", () => {
    write(stringify(without("userGroups")));
    assert.deepEqual(readWorkspace(folder)?.userGroups, {});
  });

  it("takes credentials in the Parameter Store", () => {
    const credentialsArn = "arn:aws:ssm:eu-west-1:111122223333:parameter/slack";
    write(stringify({ ...workspace, credentialsArn }));
    assert.equal(readWorkspace(folder)?.credentialsArn, credentialsArn);
  });

  it("takes the signing secret in one of its own", () => {
    const signingSecretArn = "arn:aws:ssm:eu-west-1:111122223333:parameter/slack-signing";
    write(stringify({ ...workspace, signingSecretArn }));
    assert.equal(readWorkspace(folder)?.signingSecretArn, signingSecretArn);
    write(stringify({ ...workspace, signingSecretArn: "slack" }));
    assert.throws(() => readWorkspace(folder), /`signingSecretArn` must be the ARN/);
  });

  for (const field of ["team", "app", "credentialsArn", "users", "channels"]) {
    it(`needs ${field}`, () => {
      write(stringify(without(field)));
      assert.throws(
        () => readWorkspace(folder),
        ({ message }: Error) => message.startsWith(`${file()}: \`${field}\` must be`),
      );
    });
  }

  const wrong: [what: string, change: object, message: string][] = [
    ["an unknown field", { chanels: {} }, "`chanels` is not one of team, app,"],
    ["a team's id", { team: "market" }, '`team` must be an id like T0123ABCDEF, got: "market".'],
    ["a name as ARN", { credentialsArn: "slack" }, "`credentialsArn` must be the ARN of a Secrets"],
    [
      "an organisation's id",
      { grid: { enterprise: "T0MARKET" } },
      "`grid.enterprise` must be an id like E0",
    ],
    [
      "half an installation",
      { grid: { enterprise: "E0MARKETS", orgWide: "yes" } },
      "`grid.orgWide` must be",
    ],
    [
      "a stranger's home",
      { grid: { enterprise: "E0MARKETS", homes: { U0EVE: "T0SISTER" } } },
      "`grid.homes.U0EVE` is not in `users`.",
    ],
    [
      "a home that is none",
      { grid: { enterprise: "E0MARKETS", homes: { U0ANN: "C0SISTER" } } },
      "`grid.homes.U0ANN` must be an id like T0",
    ],
    ["nobody", { users: {} }, "`users` must name at least one."],
    ["a list of users", { users: ["U0ANN"] }, "`users` must be a map."],
    ["a user's id", { users: { ann: "ann" } }, "`users.ann` must have an id like U0123ABCDEF."],
    ["a blank name", { users: { U0ANN: " " } }, "`users.U0ANN` must be text that is not blank"],
    ["no channel", { channels: {} }, "`channels` must name at least one."],
    [
      "a group's id",
      { userGroups: { security: {} } },
      "`userGroups.security` must have an id like S0",
    ],
    ["a group that is no map", { userGroups: { S0SEC: "x" } }, "`userGroups.S0SEC` must be a map."],
    [
      "a group without people",
      { userGroups: { S0SEC: { handle: "s" } } },
      "`userGroups.S0SEC.users` must be a list of user ids.",
    ],
    [
      "a stranger in a group",
      { userGroups: { S0SEC: { handle: "s", users: ["U0EVE"] } } },
      "`userGroups.S0SEC.users` has U0EVE, who is not in `users`.",
    ],
    ["a stranger's address", { emails: { U0EVE: "e@x.org" } }, "`emails.U0EVE` is not in `users`."],
    [
      "an address that is none",
      { emails: { U0ANN: "ann" } },
      "`emails.U0ANN` must be an e-mail address",
    ],
    [
      "a group without handle",
      { userGroups: { S0SEC: { users: [] } } },
      "`userGroups.S0SEC.handle` must be text that is not blank, got: nothing.",
    ],
  ];
  for (const [what, change, message] of wrong) {
    it(`refuses ${what}, and names file and field`, () => {
      write(stringify({ ...workspace, ...change }));
      assert.throws(
        () => readWorkspace(folder),
        (error: Error) => error.message.startsWith(`${file()}: ${message}`),
      );
    });
  }

  it("refuses what is not YAML", () => {
    write("team: [");
    assert.throws(
      () => readWorkspace(folder),
      ({ message }: Error) => message.startsWith(`${file()} is not YAML: `),
    );
  });

  it("refuses what is no map", () => {
    write("- team");
    assert.throws(
      () => readWorkspace(folder),
      ({ message }: Error) => message.startsWith(`${file()} must be a map with team, app,`),
    );
  });
});
