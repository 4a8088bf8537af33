/** White space that comes with a list made by split(",") or with the last line of a file. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { gateWith, only, refusedAtOnce, types } from "../../../support/components";
import { attempt, resolve, run } from "../../../support/mocks";

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

describe("White space at the ends of a subscription's address", () => {
  const ways: [string, (one: object) => unknown][] = [
    ["plain", (one) => [one]],
    ["an output", (one) => [pulumi.output(one)]],
    ["a list to come", (one) => pulumi.output([one])],
    ["an endpoint to come", (one: any) => [{ ...one, endpoint: pulumi.output(one.endpoint) }]],
    ["a protocol to come", (one: any) => [{ ...one, protocol: pulumi.output(one.protocol) }]],
  ];
  for (const protocol of ["email", "email-json"]) {
    for (const [what, of] of ways) {
      it(`of ${protocol} is left out, as in emails: ${what}`, async () => {
        const subscribed = async (endpoint: string) => {
          const subscriptions = of({ protocol, endpoint });
          const { resources } = await run(() => gateWith({ subscriptions }));
          const { name, inputs } = only(resources, types.subscription);
          return { name, inputs };
        };
        const bare = await subscribed("qa@example.com");
        assert.equal(bare.inputs.endpoint, "qa@example.com");
        for (const address of [" qa@example.com", "qa@example.com\n"]) {
          assert.deepEqual(await subscribed(address), bare);
        }
      });
    }
  }

  it("does not make two subscriptions of one", async () => {
    const subscriptions = ["qa@example.com", "qa@example.com\n"].map((endpoint) => ({
      protocol: "email",
      endpoint,
    }));
    const { thrown } = await attempt(() => gateWith({ subscriptions }));
    assert.match(String(thrown), /`subscriptions\[1\]` must stand in the list once/);
  });

  it("does not hide an address that `emails` has too", async () => {
    const { thrown } = await attempt(() =>
      gateWith({
        emails: ["qa@example.com"],
        subscriptions: [{ protocol: "email", endpoint: "qa@example.com\n" }],
      }),
    );
    assert.match(String(thrown), /`subscriptions\[0\]` must not be an address of `emails`/);
  });

  it("is refused with any other protocol", async () => {
    const subscriptions = [{ protocol: "sms", endpoint: "+14155550123\n" }];
    const { thrown } = await attempt(() => gateWith({ subscriptions }));
    assert.ok(thrown instanceof pulumi.InputPropertyError);
    assert.equal(thrown.propertyPath, "subscriptions[0].endpoint");
  });
});
