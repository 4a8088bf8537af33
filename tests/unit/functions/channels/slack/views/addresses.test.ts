/** Where a click in a message may lead: nowhere that passes for another place. */
import * as assert from "node:assert/strict";
import { consoleUrl } from "../../../../../../functions/domain/console";
import { link } from "../../../../../../functions/channels/slack/views/escape";

describe("link to a host that is long", () => {
  const host = (length: number) => `${"a.".repeat(60)}evil.example`.slice(-length);

  it("shows the whole host, up to a hundred characters", () => {
    const name = host(100);
    assert.equal(link(`https://${name}/x`, 3000), `<https://${name}/x|${name}/x>`);
  });

  it("is none where the host's end, which says whose it is, might not be seen", () => {
    assert.equal(link(`https://x${host(100)}/`, 3000), undefined);
    const label = "a".repeat(50);
    const mask = `console.aws.amazon.com.${label}.${label}.${label}.evil.example`;
    assert.equal(link(`https://${mask}/codepipeline`, 3000), undefined);
    assert.equal(link(`https://${host(96)}:8443/`, 3000), undefined);
  });
});

describe("consoleUrl", () => {
  const topic = (partition: string, region: string): string =>
    `arn:${partition}:sns:${region}:111122223333:orders`;
  const path = "codesuite/codepipeline/pipelines/orders/view";

  for (const [partition, region, host] of [
    ["aws", "eu-west-1", "eu-west-1.console.aws.amazon.com"],
    ["aws-cn", "cn-northwest-1", "cn-northwest-1.console.amazonaws.cn"],
    ["aws-us-gov", "us-gov-west-1", "us-gov-west-1.console.amazonaws-us-gov.com"],
  ]) {
    it(`is the pipeline's page in the console of ${partition}`, () => {
      const url = `https://${host}/${path}?region=${region}`;
      assert.equal(consoleUrl(topic(partition, region), "orders"), url);
    });
  }

  it("is none where the partition's console is not known", () => {
    for (const partition of ["aws-iso", "aws-eusc", "constructor", ""]) {
      assert.equal(consoleUrl(topic(partition, "eu-west-1"), "orders"), undefined);
    }
  });

  it("leads to the pipeline of that name and to no other", () => {
    for (const name of ["a.b@c-d_e", "x".repeat(100)]) {
      const url = new URL(consoleUrl(topic("aws", "eu-west-1"), name) ?? "");
      assert.equal(url.host, "eu-west-1.console.aws.amazon.com");
      assert.equal(decodeURIComponent(url.pathname.split("/")[4]), name);
      assert.equal(url.searchParams.get("region"), "eu-west-1");
    }
    for (const name of ["", "../x", "a/b", "a?b", "a#b", "x".repeat(101), "a\n"]) {
      assert.equal(consoleUrl(topic("aws", "eu-west-1"), name), undefined);
    }
  });
});
