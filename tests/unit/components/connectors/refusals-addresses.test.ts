/** Addresses that no connector calls. */
import { type Refused, refuses } from "../../../support/refusal-table";
import { issue, jira, refused, serviceNow, webhook } from "./support";

const ofInstance = (instanceUrl: unknown) => serviceNow({ instanceUrl });
const ofUrl = (url: unknown) => webhook({ url });

const instance =
  "`instanceUrl` must be the address of a ServiceNow instance, like https://example.service-now.com, got";
const endpoint =
  "`url` must be the address of an endpoint, like https://approvals.example.com/events, got";
const byName = "Only a host of the public internet is called, by its name.";

const inside = [
  ...["https://localhost/", "https://127.0.0.1/", "https://10.0.0.8/", "https://169.254.169.254/"],
  ...["https://0x7f.1/", "https://2130706433/", "https://[::1]/", "https://[fd00::1]/"],
  ...["https://8.8.8.8/", "https://tickets/", "https://tickets.local/", "https://a.corp./"],
  ...["https://metadata.google.internal/", "https://api.localhost/"],
];

const addresses: Refused[] = [
  ...inside.flatMap((value) => [
    refused(`${value} as an endpoint`, ofUrl, value, "url", `${endpoint}: "${value}". ${byName}`),
    refused(
      `${value} as an instance`,
      ofInstance,
      value,
      "instanceUrl",
      `${instance}: "${value}". ${byName}`,
    ),
  ]),
  refused(
    "http",
    ofUrl,
    "http://releases.acme.com/",
    "url",
    `${endpoint}: "http://releases.acme.com/". Only https is called.`,
  ),
  refused(
    "a port",
    ofUrl,
    "https://releases.acme.com:8443/",
    "url",
    `${endpoint}: "https://releases.acme.com:8443/". Leave the port out: only 443 is called.`,
  ),
  refused(
    "a user, without quoting what may be a password",
    ofUrl,
    "https://bot:secret@releases.acme.com/",
    "url",
    `${endpoint} one with a user in it, which is not shown here. Put what lets the connector in into the secret ` +
      "of `credentialsSecretArn`.",
  ),
  refused(
    "no address",
    ofUrl,
    "releases.acme.com",
    "url",
    `${endpoint}: "releases.acme.com". Write it out from https:// on.`,
  ),
  refused(
    "an address that is too long",
    ofUrl,
    `https://releases.acme.com/${"x".repeat(1000)}`,
    "url",
    `${endpoint} 1026 characters. Use 1024 at most.`,
  ),
  refused(
    "a fragment",
    ofUrl,
    "https://releases.acme.com/#top",
    "url",
    '`url` must have no fragment, got: "https://releases.acme.com/#top". Leave out # and what follows it: it is ' +
      "never sent.",
  ),
  ...["https://acme.service-now.com/now", "https://acme.service-now.com/?a=b"].map((value) =>
    refused(
      `${value}, more than an instance`,
      ofInstance,
      value,
      "instanceUrl",
      "`instanceUrl` must be the address of a ServiceNow instance alone, like https://example.service-now.com, " +
        `got: "${value}". Leave out what follows the host.`,
    ),
  ),
  refused(
    "more than a site",
    (siteUrl) => jira({ issue, siteUrl }),
    "https://acme.atlassian.net/jira",
    "siteUrl",
    "`siteUrl` must be the address of a Jira site alone, like https://example.atlassian.net, got: " +
      '"https://acme.atlassian.net/jira". Leave out what follows the host.',
  ),
];

describe("the address of another system is refused:", () => {
  refuses(addresses);
});
