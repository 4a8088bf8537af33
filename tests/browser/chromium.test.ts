/** Which browser the tests take, and what they say where there is none. */
import * as assert from "node:assert/strict";
import { chromiumPath } from "./support/chromium";

describe("the browser of the tests", () => {
  const only = (file: string) => (asked: string) => asked === file;

  it("is the one that CHROMIUM_PATH names, Debian's, or one in PATH", () => {
    const named = { CHROMIUM_PATH: "/opt/chrome", PATH: "/usr/local/bin" };
    assert.equal(
      chromiumPath(named, () => true),
      "/opt/chrome",
    );
    const { PATH } = named;
    assert.equal(chromiumPath({ PATH }, only("/usr/bin/chromium")), "/usr/bin/chromium");
    const chrome = "/usr/local/bin/google-chrome";
    assert.equal(chromiumPath({ PATH }, only(chrome)), chrome);
  });

  it("is asked for with the line to type where there is none", () => {
    const none = () => false;
    const line = /apt-get install --no-install-recommends chromium$/;
    assert.throws(() => chromiumPath({ PATH: "" }, none), line);
    assert.throws(
      () => chromiumPath({ CHROMIUM_PATH: "/no" }, only("/usr/bin/chromium")),
      /"\/no"/,
    );
  });
});
