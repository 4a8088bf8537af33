/** What is to be released, in few words: what is counted, and what stands for what nobody named. */
import * as assert from "node:assert/strict";
import {
  revisionLinks,
  shortVersion,
} from "../../../../../../functions/channels/slack/views/revision-lines";

const source = { name: "Source", id: "0123456789abcdef0123456789abcdef01234567" };

describe("shortVersion", () => {
  it("names the first revision and counts the others", () => {
    assert.equal(shortVersion([source]), "Source 01234567");
    assert.equal(shortVersion([source, source]), "Source 01234567 and 1 more");
    assert.equal(shortVersion([source, source, source]), "Source 01234567 and 2 more");
  });

  it("says so where a revision has no id and no name that can be shown", () => {
    assert.equal(shortVersion([{ name: " ", id: " " }]), "source unknown");
  });
});

describe("revisionLinks", () => {
  const revisions = ["a", "b", "c"].map((page) => ({
    ...source,
    url: `https://git.example/${page}`,
  }));

  it("shows every link on a line of its own, and counts those for which there is no room", () => {
    const lines = revisionLinks(revisions, 1000)!.split("\n");
    assert.equal(lines.length, 3);
    const room = lines[0].length + "\nand 2 more".length;
    assert.deepEqual(revisionLinks(revisions, room)!.split("\n"), [lines[0], "and 2 more"]);
  });
});
