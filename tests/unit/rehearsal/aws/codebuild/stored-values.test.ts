import * as assert from "node:assert/strict";
import { spec, type BuildSetup, withRole } from "./support";
import { secretReference } from "../../../../../rehearsal/aws/codebuild/stored-values";

const parameterArn = "arn:aws:ssm:eu-west-1:111122223333:parameter/app/token";
const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf";
const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";

const read = [
  { Effect: "Allow", Action: "ssm:GetParameters", Resource: parameterArn },
  { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArn },
];

/** A build whose project's role has the statements; parameter and secret are there. */
function setUp(setup: BuildSetup, statements: object[] = read) {
  const all = withRole(setup, statements);
  const { stores } = all.made;
  stores.parameters.put(parameterArn, "opensesame");
  stores.secrets.put(secretArn, '{"user":"ann","pass":"s3cr3t\\nline two"}');
  return all;
}

const ofBuildspec = (commands: string[], exported: string[] = []) =>
  spec(commands, {
    env: {
      "parameter-store": { TOKEN: "/app/token" },
      "secrets-manager": { USER_NAME: "app:user", WHOLE: secretArn },
      "exported-variables": exported,
    },
  });

describe("CodeBuild variables of Parameter Store and Secrets Manager", () => {
  it("have the values of the stores", async () => {
    const commands = [
      'test "$TOKEN" = opensesame',
      'test "$USER_NAME" = ann',
      'test "${#WHOLE}" = 40',
    ];
    const { status, error } = await setUp({ buildspec: ofBuildspec(commands) }).run();
    assert.equal(status, "Succeeded", error?.message);
  });

  it("may come from the project and the action, of which the action's wins", async () => {
    const EnvironmentVariables = JSON.stringify([
      { name: "TOKEN", value: "app:user", type: "SECRETS_MANAGER" },
    ]);
    const setup = setUp({
      buildspec: spec(['test "$TOKEN" = ann', 'test "$PASS" = "$(printf "s3cr3t\\nline two")"']),
      project: {
        environmentVariables: [
          { name: "TOKEN", value: "/app/token", type: "PARAMETER_STORE" },
          { name: "PASS", value: "app:pass:AWSCURRENT", type: "SECRETS_MANAGER" },
        ],
      },
      action: { configuration: { ProjectName: "build", EnvironmentVariables } },
    });
    const { status, error } = await setup.run();
    assert.equal(status, "Succeeded", error?.message);
  });

  it("are hidden in what is logged and in errors, line by line", async () => {
    const shown = ofBuildspec(['echo "<$TOKEN> [$USER_NAME]"', "printf '%s' \"$WHOLE\"; echo"]);
    const setup = setUp({
      buildspec: { ...shown, artifacts: { files: "x", "base-directory": "no-$TOKEN" } },
      action: { outputs: ["Build"] },
    });
    const { error } = await setup.run();
    const lines = setup.made.lines;
    assert.ok(lines.includes("<***> [***]"));
    assert.match(error!.message, /"no-\*\*\*" is not a folder/);
    assert.doesNotMatch([...lines, error!.message].join("\n"), /opensesame|ann\b|s3cr3t|line two/);
  });

  it("are hidden with the longest first, and not where a line tells nothing", async () => {
    const setup = setUp({
      buildspec: spec(["echo '{ open opensesame key }'; ln -s /etc/hostname opensesame"], {
        env: {
          "parameter-store": { LONG: "/app/token" },
          "secrets-manager": { SHORT: "short", LINES: "lines" },
        },
        artifacts: { files: "**/*" },
      }),
      action: { outputs: ["Build"] },
    });
    const arn = (name: string) => secretArn.replace("app-", `${name}-`);
    setup.made.stores.secrets.put(arn("short"), "open");
    setup.made.stores.secrets.put(arn("lines"), "{\r\nkey\r\n}");
    setup.made.directory.putInline(
      { kind: "role", name: "build" },
      "all",
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
      }),
    );
    const { error } = await setup.run();
    assert.ok(setup.made.lines.includes("{ *** *** *** }"));
    // A link out of the artifact is an error of the machine, not of a service.
    assert.match(error!.message, /Link \*\*\* leads out/);
  });

  it("hides access key IDs too", async () => {
    const setup = setUp({ buildspec: spec(["echo id=AKIAIOSFODNN7EXAMPLE."]) });
    await setup.run();
    assert.ok(setup.made.lines.includes("id=***."));
  });

  it("are exported when the buildspec declares them, and not when the project does", async () => {
    const declared = setUp({ buildspec: ofBuildspec(["true"], ["TOKEN"]) });
    assert.deepEqual((await declared.run()).variables, { TOKEN: "opensesame" });
    const ofProject = setUp({
      buildspec: spec(["export PLAIN=p"], {}, ["TOKEN", "PLAIN"]),
      project: {
        environmentVariables: [{ name: "TOKEN", value: "/app/token", type: "PARAMETER_STORE" }],
      },
    });
    assert.deepEqual((await ofProject.run()).variables, { PLAIN: "p" });
    assert.ok(ofProject.made.lines.some((line) => /does not export TOKEN: the project/.test(line)));
  });

  for (const runsBuilds of [true, false]) {
    const kind = runsBuilds ? "runs" : "is pretended";
    it(`need the rights of the project's role where a build ${kind}`, async () => {
      const buildspec = ofBuildspec(["true"]);
      for (const [index, action] of ["ssm:GetParameters", "secretsmanager:Get"].entries()) {
        const setup = setUp(
          { buildspec, options: { runsBuilds } },
          read.filter((_, other) => other !== index),
        );
        const { error } = await setup.run();
        assert.equal(error?.code, "AccessDeniedException");
        assert.match(error!.message, new RegExp(`role/build is not authorized .*: ${action}`));
        assert.match(error!.message, /Add the right to the policy of the project's role/);
      }
    });
  }

  it("are read, and this is said, where the project's role is not known", async () => {
    const setup = setUp({ buildspec: ofBuildspec(["true"]), project: { roleArn: "" } }, []);
    assert.equal((await setup.run()).status, "Succeeded");
    const said = setup.made.lines.filter((line) => /project build is not known here/.test(line));
    assert.equal(said.length, 3);
    assert.match(said[0], /not checked for ssm:GetParameters on .*parameter\/app\/token\.$/);
  });

  it("need kms:Decrypt for a key of one's own, through the service", async () => {
    const through = (service: string) => ({
      ...{ Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn },
      Condition: { StringEquals: { "kms:ViaService": `${service}.eu-west-1.amazonaws.com` } },
    });
    const withKey = (statements: object[]) => {
      const setup = setUp({ buildspec: ofBuildspec(["true"]) }, [...read, ...statements]);
      setup.made.stores.parameters.put(parameterArn, "x", { type: "SecureString", keyArn });
      setup.made.stores.secrets.setKey(secretArn, keyArn);
      return setup.run();
    };
    assert.match((await withKey([])).error!.message, /kms:Decrypt on resource: .*variable TOKEN/);
    assert.match((await withKey([through("ssm")])).error!.message, /kms:Decrypt .*USER_NAME/);
    const both = [through("ssm"), through("secretsmanager")];
    assert.equal((await withKey(both)).status, "Succeeded");
  });

  const missing: [string, string, string, string, RegExp][] = [
    [
      ...(["a parameter", "parameter-store", "/app/gone", "ParameterNotFound"] as const),
      /does not exist: \/app\/gone \(variable A of the buildspec.*rehearsal:exists: \{ parameters: \{ \/app\/gone: invented \} \}$/,
    ],
    [
      ...(["a secret", "secrets-manager", "gone:k", "ResourceNotFoundException"] as const),
      /find the specified secret\..*rehearsal:exists: \{ secrets: \{ gone: '\{"k":"invented"\}' \} \}$/,
    ],
    [
      ...([
        "an old version",
        "secrets-manager",
        "app::AWSPREVIOUS",
        "ResourceNotFoundException",
      ] as const),
      /value for staging label: AWSPREVIOUS .*\. The rehearsal keeps the current version alone\.$/,
    ],
    [
      ...([
        "a key of the JSON",
        "secrets-manager",
        "app:gone",
        "ResourceNotFoundException",
      ] as const),
      /no JSON with the key "gone" .*names app:gone\).*secrets: \{ app: '\{"gone":"invented"\}' \} \}$/,
    ],
  ];
  for (const [name, store, value, code, message] of missing) {
    const all = { Effect: "Allow", Action: "*", Resource: "*" };
    const buildspec = spec(["echo ran"], { env: { [store]: { A: value } } });

    it(`refuse ${name} that is not there, before any command`, async () => {
      const setup = setUp({ buildspec }, [all]);
      const { error } = await setup.run();
      assert.equal(error?.code, code);
      assert.match(error!.message, message);
      assert.ok(!setup.made.lines.includes("ran"));
    });

    it(`only say ${name} that is not there in a pretended build`, async () => {
      const setup = setUp({ buildspec, options: { runsBuilds: false } }, [all]);
      assert.equal((await setup.run()).status, "Succeeded");
      assert.match(setup.made.lines[1], /^A build that runs would fail: /);
      assert.match(setup.made.lines[1], message);
    });
  }

  it("never read a value for a pretended build", async () => {
    const buildspec = ofBuildspec(["true"], ["TOKEN"]);
    const setup = setUp({ buildspec, options: { runsBuilds: false } });
    assert.deepEqual((await setup.run()).variables, { TOKEN: "invented-TOKEN" });
  });

  it("reads a secret's reference as documented", () => {
    assert.deepEqual(secretReference("a"), reference("a"));
    assert.deepEqual(secretReference("a:k"), reference("a", "k"));
    assert.deepEqual(secretReference("a:::v"), reference("a", undefined, undefined, "v"));
    assert.deepEqual(secretReference(secretArn), reference(secretArn));
    assert.deepEqual(secretReference(`${secretArn}:k:S`), reference(secretArn, "k", "S"));
  });
});

const reference = (id: string, jsonKey?: string, stage?: string, versionId?: string) => ({
  ...{ id, jsonKey, stage, versionId },
});
