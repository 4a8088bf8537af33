import * as assert from "node:assert/strict";
import { whyOff, whyOffIn } from "../../../../rehearsal/program/type-check-off";

describe("types that pulumi up does not check", () => {
  it("are those of a program for which the environment or another loader says so", () => {
    const why = (environment: NodeJS.ProcessEnv, ...nodeArguments: string[]) =>
      whyOff({ environment, nodeArguments });
    assert.match(why({ PULUMI_NODEJS_TRANSPILE_ONLY: "true" })!, /TRANSPILE_ONLY is true/);
    assert.match(why({}, "--import", "tsx")!, /have tsx load/);
    assert.match(why({}, "--require", "@swc-node/register")!, /swc-node\/register load/);
    for (const set of ["false", "1", ""]) {
      assert.equal(
        why({ PULUMI_NODEJS_TRANSPILE_ONLY: set }, "--max-old-space-size=4096"),
        undefined,
      );
    }
  });

  it("are those for which a tsconfig says so, to ts-node only where that is installed", () => {
    const transpileOnly = { options: {}, tsNode: { transpileOnly: true } };
    const swc = { options: {}, tsNode: { swc: true } };
    const forced = { options: {}, tsNode: { swc: true, typeCheck: true } };
    const plain = { options: {}, tsNode: {} };
    const environment = { TS_NODE_TRANSPILE_ONLY: "true" };
    assert.match(whyOffIn({ options: { noCheck: true }, tsNode: {} }, false, {})!, /noCheck/);
    assert.match(whyOffIn(transpileOnly, true, {})!, /ts-node transpile only/);
    assert.match(whyOffIn(swc, true, {})!, /ts-node transpile only/);
    assert.match(whyOffIn(plain, true, environment)!, /TS_NODE_TRANSPILE_ONLY/);
    assert.deepEqual(
      [
        whyOffIn(transpileOnly, false, {}),
        whyOffIn(plain, false, environment),
        whyOffIn(forced, true, {}),
        whyOffIn(swc, true, { TS_NODE_TYPE_CHECK: "1" }),
        whyOffIn(plain, true, {}),
      ],
      Array.from({ length: 5 }, () => undefined),
    );
  });
});
