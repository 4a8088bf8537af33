/** White space that comes with a list made by split(",") or with the last line of a file. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { gateWith, only, refusedAtOnce, types } from "../../support/components";
import { attempt, resolve, run } from "../../support/mocks";

describe("White space at the ends", () => {
  for (const [what, of] of [
    ["plain", (value: string) => value],
    ["to come", (value: string) => pulumi.output(value)],
  ] as const) {
    it(`of an e-mail address is left out, and its child is named as without: ${what}`, async () => {
      const subscribed = async (address: string) => {
        const { resources } = await run(() => gateWith({ emails: [of(address)] }));
        return only(resources, types.subscription);
      };
      const bare = await subscribed("qa@example.com");
      for (const address of [" qa@example.com", "qa@example.com\n", "\tqa@example.com \r\n"]) {
        const { name, inputs } = await subscribed(address);
        assert.deepEqual({ name, inputs }, { name: bare.name, inputs: bare.inputs });
        assert.equal(inputs.endpoint, "qa@example.com");
      }
    });

    it(`of externalEntityLink is left out: ${what}`, async () => {
      for (const link of [
        "https://example.com\n",
        " https://example.com",
        "https://example.com\r\n",
      ]) {
        const { value } = await run(() => gateWith({ externalEntityLink: of(link) }));
        const [{ configuration }] = value.stage.actions;
        const { ExternalEntityLink } = await resolve(pulumi.output(configuration as any) as any);
        assert.equal(ExternalEntityLink, "https://example.com");
      }
    });

    it(`does not make two addresses of one: ${what}`, async () => {
      const emails = ["qa@example.com", " qa@example.com"].map((value): pulumi.Input<string> =>
        of(value),
      );
      const { thrown, rejected } = await attempt(() => gateWith({ emails }));
      assert.match(String(thrown ?? rejected[0]), /`emails\[1\]` must stand in the list once/);
    });
  }

  it("does not hide an address that `subscriptions` has too", () =>
    refusedAtOnce(
      () =>
        gateWith({
          emails: ["qa@example.com\n"],
          subscriptions: [{ protocol: "email", endpoint: "qa@example.com" }],
        }),
      "subscriptions[0]",
      "`subscriptions[0]` must not be an address of `emails`, got: " +
        '"qa@example.com", which SNS subscribes once. Remove one of them.',
    ));

  it("inside an address or a link is refused as before", async () => {
    for (const args of [
      { emails: ["q a@example.com"] },
      { emails: [" "] },
      { externalEntityLink: "https://example.com/a b" },
      { externalEntityLink: "\n" },
    ]) {
      const { thrown } = await attempt(() => gateWith(args));
      assert.ok(thrown instanceof pulumi.InputPropertyError);
    }
  });

  it("is no customData where there is nothing else", async () => {
    for (const customData of [" ", "\n", "\t \r\n"]) {
      await refusedAtOnce(
        () => gateWith({ customData }),
        "customData",
        `\`customData\` must say something, got white space alone: ${JSON.stringify(customData)}. ` +
          "Leave it out or give it a value.",
      );
    }
  });
});
