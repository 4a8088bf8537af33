/** Settings of ServiceNow: as the arguments say them, and as they are where nothing is said. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ServiceNowChangeType } from "../../../../index";
import { resolve, run } from "../../../support/mocks";
import { serviceNow } from "./support";

async function settingsOf(more: object): Promise<unknown> {
  const { value } = await run(() => serviceNow(more));
  return JSON.parse((await resolve(value.connection)).settings);
}

const standard = {
  instanceUrl: "https://acme.service-now.com",
  changeType: "normal",
  fields: {},
  states: { implement: "-1", canceled: "4", closed: "3" },
};

describe("the settings of a ServiceNowConnector", () => {
  it("are a normal change and ServiceNow's own states, where nothing else is said", async () => {
    assert.deepEqual(await settingsOf({}), standard);
  });

  it("are what the arguments say, also as outputs", async () => {
    const standardTemplateId = "46e8219ba9fe1981013806b3e2c8a7b5";
    const later = <T>(value: T): pulumi.Output<T> =>
      pulumi.output(Promise.resolve(value)) as pulumi.Output<T>;
    const args = {
      ...{ changeType: ServiceNowChangeType.Standard, standardTemplateId },
      fields: { assignment_group: "Releases" },
      states: { implement: "-10" },
    };
    const expected = {
      ...standard,
      ...args,
      states: { implement: "-10", canceled: "4", closed: "3" },
    };
    assert.deepEqual(await settingsOf(args), expected);
    const outputs = {
      ...{ changeType: later("standard"), standardTemplateId: later(standardTemplateId) },
      ...{ fields: later(args.fields), states: { implement: later("-10") } },
      instanceUrl: later("https://acme.service-now.com/"),
    };
    assert.deepEqual(await settingsOf(outputs), expected);
  });

  it("have the address without its last slash, in small letters", async () => {
    const { instanceUrl } = (await settingsOf({
      instanceUrl: "https://ACME.service-now.com/",
    })) as typeof standard;
    assert.equal(instanceUrl, "https://acme.service-now.com");
  });
});
