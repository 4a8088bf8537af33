/** Who calls: only a person of the account, with a signature of their own, from this machine. */
import * as assert from "node:assert/strict";
import {
  CodePipelineClient,
  type CodePipelineClientConfig,
  ListPipelinesCommand,
  PutApprovalResultCommand,
} from "@aws-sdk/client-codepipeline";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { type LocalAws, openFixture, refused, type Request } from "../support/e2e";

/** What travels, as far as these tests change it. */
interface Wire {
  headers: Record<string, string>;
  body: Uint8Array;
}

describe("a caller of the API", () => {
  let local: LocalAws;

  before(async () => {
    const mfa = { name: "mfa", requireMfa: true };
    local = await openFixture("gates", { pipelines: [{ name: "plain" }, mfa] });
  });

  after(() => local.close());

  /** Approves as ann, with a request that `change` alters before or after it is signed. */
  async function approve(
    request: Request,
    when: "before signing" | "after signing",
    change: (wire: Wire) => void,
    config: Partial<CodePipelineClientConfig> = {},
  ): Promise<unknown> {
    const settings = { ...local.rehearsal.clientConfigFor("ann"), maxAttempts: 1, ...config };
    const client = new CodePipelineClient(settings);
    const alter = (next: any) => (args: any) => {
      change(args.request);
      return next(args);
    };
    const { middlewareStack } = client;
    if (when === "before signing") middlewareStack.add(alter, { step: "build", priority: "low" });
    else middlewareStack.add(alter, { step: "finalizeRequest", priority: "low" });
    const result = { status: "Approved" as const, summary: "Looked at it." };
    try {
      return await client.send(new PutApprovalResultCommand({ ...request, result }));
    } finally {
      client.destroy();
    }
  }

  /** Asserts that the attempt is refused and has left the request as it was. */
  async function leavesOpen(
    attempt: (request: Request) => Promise<unknown>,
    code: string,
    status = 400,
  ): Promise<string> {
    const request = await local.request("plain");
    const message = await refused(attempt(request), code, status);
    assert.deepEqual(await local.request("plain"), request);
    return message;
  }

  it("needs MFA where the gate demands it", async () => {
    const request = await local.request("mfa");
    await refused(local.decide("ann", request), "AccessDeniedException");
    await refused(local.decide("operator-mfa", request), "AccessDeniedException");
    assert.deepEqual(await local.request("mfa"), request);
    await local.decide("ann-mfa", request);
    assert.deepEqual(local.deployed("mfa"), ["index.html"]);
  });

  it("is unknown with keys that nobody issued", async () => {
    const credentials = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wrong" };
    const unknown = (request: Request) =>
      approve(request, "before signing", () => undefined, { credentials });
    const message = await leavesOpen(unknown, "UnrecognizedClientException");
    assert.match(message, /use the credentials file of the one that runs now/);
  });

  it("is refused with the right key and the wrong secret", async () => {
    const { accessKeyId } = await ownKeys("ann");
    const credentials = { accessKeyId, secretAccessKey: "wrong" };
    await leavesOpen(
      (request) => approve(request, "before signing", () => undefined, { credentials }),
      "InvalidSignatureException",
    );
  });

  it("does not get MFA by leaving the session token out or taking another's", async () => {
    const { accessKeyId, secretAccessKey } = await ownKeys("ann-mfa");
    const { sessionToken } = await ownKeys("bob-mfa");
    for (const credentials of [
      { accessKeyId, secretAccessKey },
      { accessKeyId, secretAccessKey, sessionToken },
    ]) {
      await leavesOpen(
        (request) => approve(request, "before signing", () => undefined, { credentials }),
        "UnrecognizedClientException",
      );
    }
  });

  it("cannot have the request changed on the way", async () => {
    await leavesOpen(
      (request) =>
        approve(request, "after signing", (wire) => {
          const body = new TextDecoder().decode(wire.body);
          assert.match(body, /"Approved"/);
          // Of the same length, so that the signature is all that tells.
          wire.body = Buffer.from(body.replace('"Approved"', '"Rejected"'));
        }),
      "InvalidSignatureException",
    );
  });

  it("must sign at all", async () => {
    await leavesOpen(
      (request) =>
        approve(request, "after signing", (wire) => {
          delete wire.headers.authorization;
        }),
      "MissingAuthenticationTokenException",
    );
  });

  it("must sign for the Region of the pipeline", async () => {
    const message = await leavesOpen(
      (request) => approve(request, "before signing", () => undefined, { region: "us-east-1" }),
      "InvalidSignatureException",
    );
    assert.match(message, /Pass --region eu-west-1/);
  });

  it("must sign now, not earlier", async () => {
    await leavesOpen(
      (request) =>
        approve(request, "before signing", () => undefined, { systemClockOffset: -10 * 60_000 }),
      "InvalidSignatureException",
    );
  });

  it("is not a web page that reaches this machine by a name of its own", async () => {
    const rebound = (request: Request) =>
      approve(request, "before signing", (wire) => {
        wire.headers.host = "approvals.example";
      });
    await leavesOpen(rebound, "AccessDeniedException", 403);
  });

  it("is not a web page of another origin", async () => {
    const page = (request: Request) =>
      approve(request, "before signing", (wire) => {
        wire.headers.origin = "https://approvals.example";
      });
    await leavesOpen(page, "AccessDeniedException", 403);
  });

  it("may list the pipelines only with a policy that says so", async () => {
    const list = new ListPipelinesCommand({});
    await refused(local.as("outsider").send(list), "AccessDeniedException");
    await refused(local.as("ann").send(list), "AccessDeniedException");
    const { pipelines } = await local.as("operator").send(list);
    assert.deepEqual(pipelines?.map(({ name }) => name).sort(), ["mfa", "plain"]);
  });

  it("is who STS says", async () => {
    const { endpoint, region, credentials } = local.rehearsal.clientConfigFor("ann");
    const sts = new STSClient({ endpoint, region, credentials });
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    sts.destroy();
    assert.equal(Account, "111122223333");
    assert.equal(Arn, "arn:aws:iam::111122223333:user/ann");
  });

  async function ownKeys(profile: string) {
    const { config } = local.as(profile);
    return config.credentials();
  }
});
