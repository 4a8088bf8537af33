import * as assert from "node:assert/strict";
import { ServiceError } from "../../../../rehearsal/errors";
import { runProgram } from "../../../../rehearsal/program/run";
import { type Answer, echo, fixture, run } from "./support/run-fixture";

describe("runProgram, when the program fails", () => {
  it("names the resource that the account refused, and why", async () => {
    const refuse: Answer = (registration) => {
      if (registration.name !== "taken") return echo(registration);
      throw new ServiceError("EntityAlreadyExists", "Group with name taken already exists.", 409);
    };
    await assert.rejects(run("refused", refuse), {
      message:
        "failed to register new resource taken [aws:iam/group:Group]: " +
        "EntityAlreadyExists: Group with name taken already exists.",
    });
  });

  it("tells of an account that fails in any other way", async () => {
    const fail = (thrown: unknown) => () => {
      throw thrown;
    };
    await assert.rejects(run("simple", fail(new Error("disk full"))), { message: /disk full/ });
    await assert.rejects(run("simple", fail("out of order")), { message: /out of order/ });
  });

  it("keeps the message of an input that is not valid", async () => {
    await assert.rejects(run("invalid"), {
      message: "`timeoutInMinutes` must be between 5 and 86400, got: 4.",
    });
  });

  it("gives the program's own lines for an error that it throws", async () => {
    await assert.rejects(run("broken"), {
      message: "TypeError: cannot do that\n    at index.ts:2:9\n    at index.ts:5:1",
    });
  });

  it("says that an output never came", async () => {
    await assert.rejects(run("never"), {
      message: "The program ended while what it exports as `never` was never resolved.",
    });
  });

  it("gives up a program that never ends, and says before that it still runs", async () => {
    const lines: string[] = [];
    const result = runProgram({
      exampleDir: fixture("hangs"),
      create: async (registration) => echo(registration),
      call: async () => ({}),
      onLog: (line) => lines.push(line),
      silence: { tellAfter: 500, endAfter: 1000 },
    });
    await assert.rejects(result, { message: /^The program did not end: .*pulumi up/ });
    assert.match(lines[0], /^The program still runs/);
  });

  it("quotes what the program printed when it ends by itself", async () => {
    await assert.rejects(run("quits"), {
      message:
        "The program ended by itself (exit code 3) before it was done.\n    giving up\n" +
        "    process.exit(3) at index.ts:2:9",
    });
  });

  it("says that the program was killed", async () => {
    await assert.rejects(run("killed"), {
      message: "The program ended by itself (signal SIGKILL) before it was done.",
    });
  });

  it("says which asset is not there, and which cannot be fetched", async () => {
    await assert.rejects(
      run("assets"),
      ({ message }: Error) =>
        /An asset names .*fixtures\/assets\/none\.html, which does not exist/.test(message) &&
        /The asset https:\/\/example\.com\/a\.zip is fetched from a network/.test(message),
    );
  });

  it("rejects before it runs anything when there is no project", async () => {
    await assert.rejects(run("nothing-here"), { message: /Pulumi\.yaml does not exist/ });
  });
});
