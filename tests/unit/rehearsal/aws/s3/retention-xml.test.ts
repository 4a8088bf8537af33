/** The document of PutObjectRetention: read as S3's schema has it, or not at all. */
import * as assert from "node:assert/strict";
import { readRetention } from "../../../../../rehearsal/aws/s3/retention-xml";

const read = (text: string) => readRetention(Buffer.from(text));

const xmlns = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

describe("The document of a retention", () => {
  it("has a mode and a day, in any order", () => {
    const [mode, day] = [
      "<Mode>GOVERNANCE</Mode>",
      "<RetainUntilDate>2027-01-01T00:00:00.5+01:00</RetainUntilDate>",
    ];
    const wanted = { Mode: "GOVERNANCE", RetainUntilDate: Date.UTC(2026, 11, 31, 23) / 1000 + 0.5 };
    for (const inside of [mode + day, `\n  ${day}\n  ${mode}\n`]) {
      assert.deepEqual(
        read(`<?xml version="1.0"?>\n<Retention ${xmlns}>${inside}</Retention>\n`),
        wanted,
      );
    }
  });

  it("is empty where a retention is taken away", () => {
    assert.deepEqual(read("<Retention/>"), {});
    assert.deepEqual(read(`<Retention ${xmlns}></Retention>`), {});
  });

  const documents = [
    "",
    "Retention",
    "<Other/>",
    "<Retention><Mode>GOVERNANCE</Mode></Retention>",
    "<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2999-01-01</RetainUntilDate></Retention>",
    "<Retention><Mode>GOVERNANCE</Mode><Mode>COMPLIANCE</Mode><RetainUntilDate>2999-01-01T00:00:00Z</RetainUntilDate></Retention>",
    '<!DOCTYPE r [<!ENTITY a "GOVERNANCE">]><Retention><Mode>&a;</Mode></Retention>',
    "<Retention><Days>1</Days></Retention>",
  ];
  for (const body of documents) {
    it(`is not ${body || "nothing"}`, () => {
      assert.throws(() => read(body), { code: "MalformedXML", status: 400 });
    });
  }
});
