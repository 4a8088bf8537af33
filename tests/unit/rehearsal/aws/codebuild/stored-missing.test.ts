import * as assert from "node:assert/strict";
import { prepared, spec, withRole } from "./support";
import { place } from "../codepipeline/action-support";

const secret = (name: string) =>
  `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`;

/** A build with one variable A of a store, of a role with one statement. */
function setUp(store: string, value: string, statement?: object, runsBuilds = true) {
  const buildspec = spec(["true"], { env: { [store]: { A: value } } });
  const statements = statement === undefined ? [] : [{ Effect: "Allow", ...statement }];
  return withRole({ buildspec, options: { runsBuilds } }, statements);
}

describe("CodeBuild variables that nobody has", () => {
  const parameter = "arn:aws:ssm:eu-west-1:111122223333:parameter/app/gone";
  for (const name of ["/app/gone", parameter]) {
    it(`need the right to read first: parameter ${name}`, async () => {
      const { error } = await setUp("parameter-store", name).run();
      assert.equal(error?.code, "AccessDeniedException");
      assert.ok(error!.message.includes(`ssm:GetParameters on resource: ${parameter} (variable A`));
      const read = { Action: "ssm:GetParameters", Resource: parameter };
      const allowed = await setUp("parameter-store", name, read).run();
      assert.equal(allowed.error?.code, "ParameterNotFound");
    });
  }

  it("need it of a secret that is named by its ARN; otherwise its ARN is not known", async () => {
    const byArn = await setUp("secrets-manager", secret("gone")).run();
    assert.equal(byArn.error?.code, "AccessDeniedException");
    const byName = await setUp("secrets-manager", "gone").run();
    assert.equal(byName.error?.code, "ResourceNotFoundException");
  });

  it("fail the pretended build whose role lacks the right", async () => {
    const { error } = await setUp("parameter-store", "/app/gone", undefined, false).run();
    assert.equal(error?.code, "AccessDeniedException");
  });

  it("are judged in a context: the account, and a secure transport", async () => {
    const context = (values: object) => ({
      ...{ Action: "ssm:GetParameters", Resource: "*" },
      Condition: values,
    });
    const secure = { Bool: { "aws:SecureTransport": "true" } };
    const own = { StringEquals: { "aws:PrincipalAccount": "111122223333" } };
    const other = { StringEquals: { "aws:PrincipalAccount": "999999999999" } };
    for (const [values, code] of [
      [{ ...secure, ...own }, "ParameterNotFound"],
      [other, "AccessDeniedException"],
    ] as const) {
      const { error } = await setUp("parameter-store", "/app/gone", context(values)).run();
      assert.equal(error?.code, code);
    }
  });

  for (const content of ["null", '"k"', "no JSON", "{}"]) {
    it(`are not in a secret that is ${content}`, async () => {
      const setup = setUp("secrets-manager", "app:k", { Action: "*", Resource: "*" });
      setup.made.stores.secrets.put(secret("app"), content);
      const { error } = await setup.run();
      assert.match(
        error!.message,
        /^Secrets Manager Error: the secret is no JSON with the key "k"/,
      );
    });
  }

  it("are named by the secret's name where the program makes it: its ARN is another each run", async () => {
    const setup = setUp("secrets-manager", secret("app"), { Action: "*", Resource: "*" });
    setup.made.stores.secrets.create(secret("app"));
    const { error } = await setup.run();
    assert.match(error!.message, /AWSCURRENT \(variable A.* secrets: \{ app: invented \} \}$/);
  });

  it("leave plain variables alone in a pretended build", async () => {
    const { made, spec: action } = prepared({
      buildspec: spec(["true"], { env: { variables: { A: "b" } } }),
      options: { place, runsBuilds: false },
    });
    await made.run(action);
    assert.equal(made.lines.length, 1);
  });
});
