/** A credential is the whole of its field: with anything around it, every signature would be wrong. */
import * as assert from "node:assert/strict";
import {
  createBotTokenStore,
  createCredentialsStore,
  createSigningStore,
} from "../../../../../functions/channels/slack/credentials";
import { FakeClock } from "../../support/fakes";

const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf";
const good = {
  botToken: "xoxb-0123456789-AbCdEf",
  signingSecret: "0123456789abcdef",
  previousSigningSecret: "fedcba9876543210",
};
type Field = keyof typeof good;

const stores: [create: typeof createCredentialsStore, fields: Field[]][] = [
  [createCredentialsStore, ["botToken", "signingSecret", "previousSigningSecret"]],
  [createBotTokenStore as typeof createCredentialsStore, ["botToken"]],
  [createSigningStore as typeof createCredentialsStore, ["signingSecret", "previousSigningSecret"]],
];

const white = ["\n", "\r\n", " ", "\t", "\u00a0", "x\n", "\nx"];
const around = (value: string): string[] =>
  white.flatMap((text) => [`${text}${value}`, `${value}${text}`, `${value}${text}${value}`]);
const wrong: Readonly<Record<Field, unknown[]>> = {
  botToken: ["", "xoxb-", "xoxb-é", "xxoxb-a", "xoxp-a", "xapp-a", "XOXB-a", 7, null, ["xoxb-a"]],
  signingSecret: ["", "0123456789abcde", 7, null],
  previousSigningSecret: ["", "0123456789abcde", 7, null],
};

describe("a field of the Slack credentials", () => {
  for (const [create, fields] of stores) {
    const read = (secret: object) =>
      create(secretArn, new FakeClock(), {
        readSecret: async () => JSON.stringify(secret),
      }).read();

    it(`${fields.join(", ")}: are read, and nothing beside them`, async () => {
      const expected = Object.fromEntries(fields.map((field) => [field, good[field]]));
      assert.deepEqual(await read({ ...good, clientSecret: "not ours" }), expected);
    });

    for (const field of fields) {
      it(`${field} is the value alone, and said by its name alone (${create.name})`, async () => {
        for (const value of [...around(good[field]), ...wrong[field]]) {
          await assert.rejects(read({ ...good, [field]: value }), ({ message }: Error) => {
            assert.ok(message.includes(`: ${field} is missing or malformed`), message);
            assert.ok(!message.includes(good[field]), "the value is quoted");
            return true;
          });
        }
      });
    }

    it(`${fields[0]} is needed (${create.name})`, async () => {
      const { [fields[0]]: _, ...rest } = good;
      await assert.rejects(read(rest), new RegExp(`: ${fields[0]} is missing`));
    });
  }

  it("of another function may be missing or wrong", async () => {
    const readSecret = async () => JSON.stringify({ botToken: good.botToken, signingSecret: " " });
    const { botToken } = await createBotTokenStore(secretArn, new FakeClock(), {
      readSecret,
    }).read();
    assert.equal(botToken, good.botToken);
  });
});
