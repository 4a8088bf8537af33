/** Where a click in a message may lead: nowhere that passes for another place. */
import * as assert from "node:assert/strict";
import { consoleUrl, link } from "../../../../functions/slack/escape";

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
  const console = "https://console.aws.amazon.com";

  for (const host of [
    ...["console.aws.amazon.com", "eu-west-1.console.aws.amazon.com"],
    ...["console.amazonaws.cn", "cn-northwest-1.console.amazonaws.cn"],
    ...["console.amazonaws-us-gov.com", "us-gov-west-1.console.amazonaws-us-gov.com"],
  ]) {
    it(`takes ${host}`, () => {
      const url = `https://${host}/codepipeline/home?region=eu-west-1#/view/orders`;
      assert.equal(consoleUrl(url, 3000), url);
    });
  }

  for (const host of [
    ...["a.example", "aws.amazon.com", "amazonaws.cn", "eu-west-1.aws.amazon.com"],
    ...["console.aws.amazon.com.evil.example", "console-aws.amazon.com", "xconsole.aws.amazon.com"],
    ...["eu-west-1.console.aws.amazon.com.signin-evil.example", "console.aws.amazon.com:8443"],
    ...["evil.console.aws.amazon.com", "a.b-c-1.console.aws.amazon.com", "console.aws.amazon.com."],
    ...["console.amazonaws.com", "console.amazonaws.cn.com", "console.aws.amazon.cn"],
    ...[
      "console.aws.amazon.com@evil.example",
      "u@console.aws.amazon.com",
      "consolexaws.amazon.com",
    ],
  ]) {
    it(`takes no ${host}`, () => {
      assert.equal(consoleUrl(`https://${host}/codepipeline`, 3000), undefined);
    });
  }

  it("takes https alone", () => {
    for (const url of [undefined, "", "http://console.aws.amazon.com/", "javascript:1"]) {
      assert.equal(consoleUrl(url, 3000), undefined);
    }
  });

  it("writes the address as browsers do, without blanks and line breaks", () => {
    assert.equal(consoleUrl(" HTTPS://Console.AWS.amazon.com/a b\n", 3000), `${console}/a%20b`);
  });

  it("takes an address at the limit, and none that is longer", () => {
    const url = `${console}/${"x".repeat(2999 - console.length)}`;
    assert.equal(consoleUrl(url, 3000), url);
    assert.equal(consoleUrl(`${url}x`, 3000), undefined);
    assert.equal(consoleUrl(`${console}/${"é".repeat(600)}`, 3000), undefined);
  });
});
